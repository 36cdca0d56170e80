package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Scenarios of checkpoints, from which jobs go on after failures. */
final class CheckpointScenarios {

    private CheckpointScenarios() {}

    /** Programs whose output does not depend on where they go on after a failure. */
    static final Kind[] CHECKPOINTED = {
        Kind.COPY,
        Kind.CHAIN,
        Kind.COUNT,
        Kind.DIAMOND,
        Kind.WINDOW,
        Kind.TIMER,
        Kind.SESSION,
        Kind.EARLY_SESSION,
        Kind.EXPIRY,
        Kind.IDLE,
        Kind.ALIGNED,
        Kind.ECHO,
        Kind.HOLDING,
        Kind.ENDLESS
    };

    static void stalledStorage(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.STALL_FILES, Fault.KILL_EXECUTOR));
        swarm.jobsOf(random, CHECKPOINTED);
        swarm.checkpointed(random);
        swarm.restartAttempts = 1_000_000;
    }

    static void undisturbed(Swarm swarm, Rng random) {
        swarm.only(Set.of());
        swarm.jobsOf(random, CHECKPOINTED);
        swarm.checkpointed(random);
        swarm.overtaking(random);
    }

    static void lostExecutors(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
        swarm.jobsOf(random, CHECKPOINTED);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.restartAttempts = 1_000_000;
    }

    static void allFaults(Swarm swarm, Rng random) {
        Set<Fault> faults = EnumSet.copyOf(swarm.faults.isEmpty() ? Set.of(Fault.KILL_EXECUTOR) : swarm.faults);
        faults.removeAll(EnumSet.of(Fault.FILE_FAILURE, Fault.DISK_FULL));
        swarm.only(faults);
        swarm.jobsOf(random, CHECKPOINTED);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.restartAttempts = 1_000_000;
    }

    private static Set<Fault> faultsOfStorage(Rng random) {
        Set<Fault> faults = EnumSet.of(Fault.FILE_FAILURE);
        if (random.coin()) {
            faults.add(Fault.SLOW_FILES);
        }
        if (random.coin()) {
            faults.add(Fault.KILL_EXECUTOR);
        }
        if (random.coin()) {
            faults.add(Fault.DISK_FULL);
        }
        return faults;
    }

    static void failingStorage(Swarm swarm, Rng random) {
        swarm.only(faultsOfStorage(random));
        swarm.jobsOf(random, Kind.COPY, Kind.COUNT, Kind.WINDOW);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.restartAttempts = 1_000_000;
    }

    static void atLeastOnce(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
        swarm.jobsOf(random, Kind.COPY, Kind.DIAMOND);
        swarm.checkpointed(random);
        swarm.jobs.replaceAll(
                job -> job.with(job.settings().checkpoints().orElseThrow().atLeastOnce()));
        swarm.restartAttempts = 1_000_000;
    }

    static void earlyEnds(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
        swarm.several(random, 2, Kind.ALIGNED, Kind.DIAMOND, Kind.COUNT);
        swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(2, 4), random.between(1, 20)));
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.restartAttempts = 1_000_000;
    }

    static void unaligned(Swarm swarm, Rng random) {
        swarm.only(random.permille(200) ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
        swarm.jobsOf(random, Kind.COUNT, Kind.DIAMOND, Kind.WINDOW, Kind.ALIGNED);
        swarm.checkpointed(random);
        swarm.jobs.replaceAll(job -> job.with(job.settings()
                .checkpoints()
                .orElseThrow()
                .every(random.between(10L, 300L))
                .overtaking(random.coin() ? 0 : random.between(1L, 50L))));
        swarm.windowBytes = random.between(64, 2048);
        swarm.slowUserPermille = random.between(100, 600);
        swarm.restartAttempts = 1_000_000;
    }

    static void incremental(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
        ofTables(swarm, random);
    }

    static void incrementalOnFailingStorage(Swarm swarm, Rng random) {
        swarm.only(faultsOfStorage(random));
        ofTables(swarm, random);
    }

    static void localCopies(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.USER_FAILURE, Fault.DAMAGE_DISK));
        if (random.coin()) {
            swarm.faults.add(Fault.KILL_EXECUTOR);
        }
        if (random.coin()) {
            swarm.jobsOf(random, Kind.COUNT, Kind.CHAIN, Kind.WINDOW, Kind.ECHO);
            swarm.checkpointed(random);
            swarm.overtaking(random);
        } else {
            ofTables(swarm, random);
        }
        keptLocally(swarm, random);
    }

    static void localCopiesOfChains(Swarm swarm, Rng random) {
        swarm.only(EnumSet.of(Fault.USER_FAILURE, Fault.KILL_EXECUTOR));
        swarm.jobsOf(random, Kind.HOLDING);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        keptLocally(swarm, random);
    }

    private static void keptLocally(Swarm swarm, Rng random) {
        swarm.jobs.replaceAll(
                job -> job.with(job.settings().checkpoints().orElseThrow().keptLocally()));
        swarm.slowUserPermille = random.between(100, 500);
        swarm.betweenFaults = Duration.ofMillis(random.between(200L, 2_000L));
        swarm.restartAttempts = 1_000_000;
    }

    static void merged(Swarm swarm, Rng random) {
        Set<Fault> faults = EnumSet.of(Fault.KILL_EXECUTOR);
        if (random.coin()) {
            faults.add(Fault.FILE_FAILURE);
        }
        if (random.coin()) {
            faults.add(Fault.SLOW_FILES);
        }
        swarm.only(faults);
        if (random.coin()) {
            swarm.jobsOf(random, Kind.COUNT, Kind.CHAIN, Kind.WINDOW, Kind.ECHO);
            swarm.checkpointed(random);
            swarm.overtaking(random);
        } else {
            ofTables(swarm, random);
        }
        swarm.jobs.replaceAll(
                job -> job.with(job.settings().checkpoints().orElseThrow().merging(random.between(2, 4))));
        swarm.slowUserPermille = random.between(50, 300);
        swarm.restartAttempts = 1_000_000;
    }

    /** Jobs with keyed state in tables that checkpoints name again, slow enough to have several checkpoints. */
    private static void ofTables(Swarm swarm, Rng random) {
        swarm.jobsOf(random, Kind.COUNT, Kind.WINDOW, Kind.TIMER);
        swarm.checkpointed(random);
        swarm.jobs.replaceAll(job ->
                job.with(job.settings().checkpoints().orElseThrow().ofTables().every(random.between(10L, 100L))));
        swarm.slowUserPermille = random.between(50, 300);
        swarm.restartAttempts = 1_000_000;
    }
}
