package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload;
import dev.weft.simulation.workload.Workload.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Scenarios of sources and their splits. */
final class SourceScenarios {

    private SourceScenarios() {}

    static void smallSplits(Swarm swarm, Rng random) {
        swarm.only(random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR));
        swarm.jobs.clear();
        Workload drawn = Swarm.workload(random, Kind.COPY, 1);
        swarm.jobs.add(new Workload(
                Kind.COPY,
                drawn.id(),
                drawn.parallelism(),
                drawn.lines(),
                drawn.length(),
                new Workload.Settings(
                        random.between(1, 3),
                        true,
                        random.between(0, 300),
                        drawn.settings().bufferTimeoutMs(),
                        false,
                        random.coin(),
                        Optional.empty())));
    }

    static void lostReaders(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.CUT_ONE_WAY));
        swarm.jobsOf(random, Kind.COPY, Kind.COUNT);
    }

    static void failingDiscovery(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.USER_FAILURE));
        swarm.jobsOf(random, Kind.COPY);
    }

    static void restartingReaders(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
        swarm.jobsOf(random, Kind.CHAIN);
        swarm.checkpointed(random);
        swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(2, 4), random.between(20, 100))
                .inSplits(random.between(1, 10), random.coin())
                .with(job.settings().checkpoints().orElseThrow().byRegions()));
        swarm.slowUserPermille = random.between(100, 500);
        swarm.restartAttempts = 1_000_000;
    }

    static void checkpointLock(Swarm swarm, Rng random) {
        swarm.only(random.coin() ? Set.of() : EnumSet.of(Fault.USER_FAILURE, Fault.KILL_EXECUTOR));
        swarm.jobsOf(random, Kind.FUNCTION);
        swarm.windowBytes = random.between(64, 2048);
        swarm.slowUserPermille = random.between(0, 500);
        swarm.cancelPermille = random.coin() ? 0 : 500;
    }
}
