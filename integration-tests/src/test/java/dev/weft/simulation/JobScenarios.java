package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Scenarios of the lives of jobs: start, cancel, loss, commit, and processes that stand still. */
final class JobScenarios {

    private JobScenarios() {}

    static void anything(Swarm swarm, Rng random) {
        if (random.coin()) {
            swarm.jobs.removeIf(
                    job -> !List.of(CheckpointScenarios.CHECKPOINTED).contains(job.kind()));
            if (swarm.jobs.isEmpty()) {
                swarm.several(random, 1, CheckpointScenarios.CHECKPOINTED);
            }
            swarm.checkpointed(random);
            swarm.overtaking(random);
        }
    }

    static void calm(Swarm swarm, Rng random) {
        swarm.faults.clear();
        swarm.manners = swarm.manners.calm();
        swarm.cancelPermille = 0;
    }

    static void anyOrder(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.several(random, 3);
        swarm.cancelPermille = 600;
        swarm.submitTwicePermille = 500;
    }

    static void standingStill(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.FREEZE_EXECUTOR, Fault.CUT_ONE_WAY));
    }

    static void outlivingLeases(Swarm swarm, Rng random) {
        swarm.only(random.oneOf(List.of(
                EnumSet.of(Fault.FREEZE_MASTER),
                EnumSet.of(Fault.FREEZE_EXECUTOR),
                EnumSet.of(Fault.FREEZE_EXECUTOR, Fault.FREEZE_MASTER))));
        swarm.several(random, 2, Kind.ENDLESS, Kind.WINDOW, Kind.COUNT);
        swarm.slowUserPermille = random.between(300, 900);
        swarm.manners = swarm.manners.outlived(800);
        swarm.safety = Duration.ofSeconds(random.between(20, 60));
        swarm.betweenFaults = Duration.ofSeconds(random.between(3, 15));
    }

    static void fullDisks(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.DISK_FULL, Fault.SLOW_FILES));
        swarm.jobsOf(random, Kind.COPY, Kind.COUNT, Kind.WINDOW);
    }

    static void unknownCommits(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.FILE_FAILURE));
        swarm.jobsOf(random, Kind.COPY, Kind.COUNT);
    }

    static void failingTimers(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.USER_FAILURE, Fault.KILL_EXECUTOR));
        swarm.jobsOf(random, Kind.TIMER, Kind.WINDOW);
        swarm.cancelPermille = 400;
    }
}
