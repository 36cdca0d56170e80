package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Scenarios of timers and watermarks. */
final class TimeScenarios {

    private TimeScenarios() {}

    static void timers(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.jobsOf(random, Kind.TIMER);
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
