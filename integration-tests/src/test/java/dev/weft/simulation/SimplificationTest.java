package dev.weft.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.simulation.kernel.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimplificationTest {

    private static Swarm drawn(long seed, String... without) {
        return Swarm.drawn(
                new Rng(seed),
                Scenario.S_SLOT_1,
                List.of(without).stream().map(Simplification::named).toList());
    }

    @Test
    void whatIsTurnedOffChangesNothingElseThatTheSeedHasDrawn() {
        Swarm whole = drawn(7);
        Swarm simpler = drawn(7, "kill-executor", "job-2");

        assertThat(whole.faults).containsExactly(Fault.KILL_EXECUTOR);
        assertThat(simpler.faults).isEmpty();
        assertThat(simpler.jobs).containsExactly(whole.jobs.get(0), whole.jobs.get(2));
        assertThat(simpler.safety).isEqualTo(whole.safety);
    }

    @Test
    void theLastJobStays() {
        assertThat(drawn(7, "job-1", "job-2", "job-3").jobs).hasSize(1);
    }

    @Test
    void anUnknownSettingIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Simplification.named("killer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--without 'killer': there are kill-executor, ");
    }
}
