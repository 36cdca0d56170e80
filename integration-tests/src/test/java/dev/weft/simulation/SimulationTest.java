package dev.weft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.simulation.kernel.Rng;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The part of {@code integration-tests/simulate} that every build runs. */
@Timeout(240)
class SimulationTest {

    private static final long SEEDS = 200;
    /** Families of which the seeds above show little, with the seeds that are run of each. */
    private static final Map<Scenario, Integer> BY_NAME = new EnumMap<>(Map.of(
            Scenario.S_CP_7, 10, Scenario.S_CP_8, 6, Scenario.S_TM_3, 8, Scenario.S_2PC_1, 8, Scenario.S_2PC_3, 14));

    @Test
    void someHundredSimulationsOfAllScenariosViolateNothing() {
        List<String> violated = new ArrayList<>();
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed, Optional.empty(), seen, violated);
        }
        BY_NAME.forEach((scenario, seeds) -> {
            for (long seed = 1; seed <= seeds; seed++) {
                run(seed, Optional.of(scenario), seen, violated);
            }
        });
        assertThat(violated).isEmpty();
        // What must have happened for that to mean something.
        assertThat(seen)
                .containsKeys(
                        "job FINISHED",
                        "job CANCELED",
                        "function or source read from a file",
                        "kill executor",
                        "reset connection",
                        "resource manager restarted",
                        "allocate was carried out but not answered",
                        "container given back unused",
                        "process ended while it was being started",
                        "job failed for want of buffers",
                        "tick too late for its window",
                        "source function waited with its lock",
                        "file call found the disk full",
                        "freeze master",
                        "task heard that a checkpoint is complete",
                        "task heard that a checkpoint was aborted",
                        "task restored from a checkpoint",
                        "ended task restored",
                        "barrier overtook records",
                        "records in flight restored",
                        "enumerator restored",
                        "reader restored with splits",
                        "splits of a restarted reader given back",
                        "shared table named again",
                        "tasks stored their state in one file",
                        "savepoint complete after the last fault",
                        "savepoint failed",
                        "state restored from a local copy",
                        "damage disk",
                        "sessions merged",
                        "session fired early",
                        "restored timer in processing time fired before any input",
                        "state has expired",
                        "state read before it has expired",
                        "set clock",
                        "checkpoint without a transaction",
                        "executor killed before prepare",
                        "executor killed after prepare",
                        "executor killed before commit",
                        "executor killed after commit",
                        "transaction: commit failed",
                        "transaction: commit got no answer",
                        "transaction committed again",
                        "lingering transaction aborted",
                        "transaction expired before its commit");
    }

    private static void run(long seed, Optional<Scenario> scenario, Map<String, Integer> seen, List<String> violated) {
        Simulation.Result result = Worker.run(seed, scenario, List.of());
        result.seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
        if (!result.violations().isEmpty()) {
            violated.add("integration-tests/simulate --trace --seeds " + seed + " --scenario "
                    + Worker.scenario(seed, scenario).label() + ": " + result.violations());
        }
    }

    @Test
    void theSameSeedIsTheSameRunAndAnotherOneIsNot() {
        Simulation.Result first = new Simulation(4711, Scenario.ANY, List.of(), false).run();
        Simulation.Result again = new Simulation(4711, Scenario.ANY, List.of(), false).run();
        Simulation.Result other = new Simulation(4712, Scenario.ANY, List.of(), false).run();
        assertThat(again.hash()).isEqualTo(first.hash());
        assertThat(again.steps()).isEqualTo(first.steps());
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void choicesLieWithinTheirBounds() {
        Rng random = new Rng(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.between(3L, 5L)).isBetween(3L, 5L);
            assertThat(random.below(7)).isBetween(0, 6);
        }
    }
}
