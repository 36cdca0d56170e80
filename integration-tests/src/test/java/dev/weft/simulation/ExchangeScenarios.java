package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Scenarios of the exchange and of the network. */
final class ExchangeScenarios {

    private ExchangeScenarios() {}

    static void smallBuffers(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.windowBytes = random.between(64, 512);
        swarm.jobsOf(random, Kind.DIAMOND, Kind.COUNT);
    }

    static void slowFunctions(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.slowUserPermille = random.between(100, 500);
        swarm.jobsOf(random, Kind.DIAMOND, Kind.COPY, Kind.COUNT);
    }

    static void tooFewBuffers(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.several(random, 3, Kind.DIAMOND, Kind.COUNT, Kind.WINDOW);
        swarm.networkBytes = (long) swarm.bufferBytes * random.between(2, 80);
        swarm.restartAttempts = random.oneOf(List.of(0, 2));
    }

    static void failingFunctions(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.USER_FAILURE));
    }

    static void cancelledChannels(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.RESET_CONNECTION, Fault.CUT_ONE_WAY));
        swarm.cancelPermille = 500;
        swarm.slowUserPermille = random.between(0, 300);
    }

    static void halfOpen(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.MUTE_HOST, Fault.DEAF_HOST, Fault.RESET_CONNECTION));
    }
}
