package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scenarios of savepoints, stops, and jobs that go on, also with another parallelism. */
final class SavepointScenarios {

    private SavepointScenarios() {}

    static void undisturbed(Swarm swarm, Rng random) {
        operated(swarm, random, Set.of(), CheckpointScenarios.CHECKPOINTED);
    }

    static void lostExecutors(Swarm swarm, Rng random) {
        operated(
                swarm,
                random,
                EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION, Fault.USER_FAILURE),
                CheckpointScenarios.CHECKPOINTED);
    }

    static void earlyEnds(Swarm swarm, Rng random) {
        operated(swarm, random, random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR), Kind.ECHO, Kind.ALIGNED);
        swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(1, 4), random.between(1, 30)));
    }

    static void slowStorage(Swarm swarm, Rng random) {
        operated(
                swarm,
                random,
                random.coin()
                        ? EnumSet.of(Fault.SLOW_FILES)
                        : EnumSet.of(Fault.SLOW_FILES, Fault.STALL_FILES, Fault.KILL_EXECUTOR),
                CheckpointScenarios.CHECKPOINTED);
    }

    static void failingStorage(Swarm swarm, Rng random) {
        Set<Fault> faults = random.oneOf(List.of(
                EnumSet.of(Fault.FILE_FAILURE),
                EnumSet.of(Fault.DISK_FULL),
                EnumSet.of(Fault.FILE_FAILURE, Fault.DISK_FULL, Fault.KILL_EXECUTOR)));
        operated(swarm, random, faults, Kind.COPY, Kind.CHAIN, Kind.COUNT, Kind.WINDOW, Kind.ECHO, Kind.ENDLESS);
        swarm.operations = Optional.of(new Operations.Plan(
                Duration.ofMillis(random.between(200L, 2_000L)), 100, random.between(400, 800), false, false));
        if (random.coin()) {
            swarm.inTransactions();
        }
        swarm.slowUserPermille = random.between(100, 500);
        swarm.betweenFaults = Duration.ofMillis(random.between(300L, 3_000L));
    }

    static void rescaled(Swarm swarm, Rng random) {
        rescaledJobs(swarm, random, Set.of(), Kind.COUNT, Kind.ECHO, Kind.COPY, Kind.CHAIN);
    }

    static void rescaledInFlight(Swarm swarm, Rng random) {
        rescaledJobs(swarm, random, Set.of(), Kind.COUNT, Kind.ECHO);
        swarm.jobs.replaceAll(job -> job.with(
                job.settings().checkpoints().orElseThrow().overtaking(random.coin() ? 0 : random.between(1L, 50L))));
        swarm.operations =
                Optional.of(new Operations.Plan(Duration.ofMillis(random.between(200L, 2_000L)), 0, 100, true, true));
        swarm.windowBytes = random.between(64, 2048);
        swarm.slowUserPermille = random.between(100, 600);
    }

    static void rescaledAmongFaults(Swarm swarm, Rng random) {
        rescaledJobs(
                swarm,
                random,
                EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION, Fault.USER_FAILURE),
                Kind.COUNT,
                Kind.ECHO,
                Kind.COPY,
                Kind.CHAIN);
    }

    /** Jobs with checkpoints that are stopped and go on. */
    private static void operated(Swarm swarm, Rng random, Set<Fault> faults, Kind... kinds) {
        swarm.only(faults);
        swarm.jobsOf(random, kinds);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.operated(random, false);
        swarm.submitTwicePermille = 0;
        swarm.restartAttempts = 1_000_000;
    }

    /** The same with another parallelism, and from checkpoints that cancelled jobs have left. */
    static void rescaledJobs(Swarm swarm, Rng random, Set<Fault> faults, Kind... kinds) {
        operated(swarm, random, faults, kinds);
        swarm.operated(random, true);
        swarm.retaining();
    }
}
