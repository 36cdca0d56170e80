package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Scenarios of timers and watermarks. */
final class TimeScenarios {

    private TimeScenarios() {}

    static void timers(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.jobsOf(random, Kind.TIMER);
    }

    static void mergingSessions(Swarm swarm, Rng random) {
        restarting(swarm, random, Kind.SESSION, Kind.EARLY_SESSION);
    }

    static void processingTime(Swarm swarm, Rng random) {
        restarting(swarm, random, Kind.DEADLINE);
        swarm.jobs.replaceAll(job -> Swarm.resized(job, job.parallelism(), random.between(2, 20))
                .with(job.settings().checkpoints().orElseThrow().every(random.between(200L, 1_000L))));
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
        swarm.betweenFaults = Duration.ofSeconds(random.between(1, 6));
    }

    static void expiry(Swarm swarm, Rng random) {
        restarting(swarm, random, Kind.EXPIRY);
        if (random.coin()) {
            swarm.faults.add(Fault.SET_CLOCK);
        }
        swarm.slowUserPermille = random.between(200, 900);
        swarm.betweenFaults = Duration.ofMillis(random.between(300L, 3_000L));
    }

    /** Jobs with checkpoints whose executors are lost, in every second case. */
    private static void restarting(Swarm swarm, Rng random, Kind... kinds) {
        swarm.only(random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
        swarm.jobsOf(random, kinds);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.restartAttempts = 1_000_000;
    }

    static void idleSources(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.jobsOf(random, Kind.WINDOW, Kind.TIMER, Kind.IDLE);
        swarm.windowBytes = random.between(64, 2048);
        swarm.slowUserPermille = random.between(0, 400);
    }

    static void windowsBeginAnew(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
        swarm.jobsOf(random, Kind.WINDOW, Kind.TIMER, Kind.IDLE);
    }

    static void alignment(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.jobs.clear();
        swarm.jobs.add(Swarm.longAligned(random));
        swarm.watchesAlignment = true;
        swarm.windowBytes = 1 << 16;
        swarm.submitTwicePermille = 0;
    }

    static void farFuture(Swarm swarm, Rng random) {
        swarm.only(random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR));
        swarm.jobsOf(random, Kind.FAR_FUTURE);
    }
}
