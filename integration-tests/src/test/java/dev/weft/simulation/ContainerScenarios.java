package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.yarn.appmaster.SimulatedYarn.Manners;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Scenarios of YARN's containers and of slots. */
final class ContainerScenarios {

    private ContainerScenarios() {}

    static void surplus(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.manners = manners(swarm, 0, 400, 300, 0, 0, 0);
        swarm.waitsForIdle = random.coin();
    }

    static void yarnRestarts(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.RESTART_YARN));
        swarm.manners = manners(swarm, random.between(0, 100), 100, 0, 100, 0, 0);
    }

    static void endsToldTwice(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.manners = manners(swarm, 0, 100, 0, 500, 0, 300);
    }

    static void unknownStarts(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        Manners of = manners(swarm, 250, 0, 0, 0, 0, 50);
        swarm.manners = new Manners(
                of.unansweredCalls(), 0, 0, 0, 0, of.dyingStarts(), 0, Duration.ofSeconds(5), of.heartbeat());
    }

    static void endsMeanwhile(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.RESTART_YARN));
        swarm.manners = manners(swarm, 150, 200, 50, 200, 0, 0);
        swarm.cancelPermille = 700;
    }

    static void preemption(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.manners = manners(swarm, 0, 50, 0, 100, random.between(1, 40), 0);
    }

    static void sharedExecutors(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR));
        swarm.several(random, 3);
    }

    static void racingRegistrations(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.RESET_CONNECTION, Fault.KILL_EXECUTOR));
        swarm.manners = manners(swarm, 0, 100, 0, 200, 0, 200);
        swarm.several(random, 2);
    }

    static void idleExecutors(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.several(random, 4);
        swarm.waitsForIdle = true;
    }

    private static Manners manners(
            Swarm swarm, int unanswered, int surplus, int strange, int doubled, int preempted, int dying) {
        return new Manners(
                unanswered,
                surplus,
                strange,
                doubled,
                preempted,
                dying,
                0,
                swarm.manners.slowStart(),
                swarm.manners.heartbeat());
    }
}
