package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Scenarios of sinks that prepare and commit transactions. */
final class TransactionScenarios {

    private TransactionScenarios() {}

    static void failingCalls(Swarm swarm, Rng random) {
        Set<Fault> faults = EnumSet.of(Fault.TRANSACTION_FAILURE, Fault.CRASH_IN_TRANSACTION);
        if (random.coin()) {
            faults.add(Fault.SLOW_TRANSACTIONS);
        }
        if (random.coin()) {
            faults.add(Fault.RESET_CONNECTION);
        }
        committing(swarm, random, faults, CheckpointScenarios.CHECKPOINTED);
    }

    static void rescaled(Swarm swarm, Rng random) {
        SavepointScenarios.rescaledJobs(
                swarm,
                random,
                EnumSet.of(Fault.TRANSACTION_FAILURE, Fault.CRASH_IN_TRANSACTION),
                Kind.COUNT,
                Kind.ECHO,
                Kind.COPY,
                Kind.CHAIN);
        swarm.inTransactions();
    }

    static void expiring(Swarm swarm, Rng random) {
        committing(
                swarm,
                random,
                EnumSet.of(Fault.CRASH_IN_TRANSACTION, Fault.SLOW_TRANSACTIONS),
                Kind.COPY,
                Kind.COUNT,
                Kind.WINDOW);
        swarm.transactionTimeout = Duration.ofMillis(random.between(200L, 2_000L));
        swarm.betweenFaults = Duration.ofSeconds(random.between(1, 5));
        swarm.restartAttempts = 60;
    }

    static void empty(Swarm swarm, Rng random) {
        committing(
                swarm,
                random,
                random.coin() ? Set.of() : EnumSet.of(Fault.CRASH_IN_TRANSACTION),
                Kind.IDLE,
                Kind.ALIGNED,
                Kind.ENDLESS);
        swarm.jobs.replaceAll(
                job -> job.with(job.settings().checkpoints().orElseThrow().every(random.between(10L, 50L))));
        swarm.safety = Duration.ofSeconds(random.between(1, 8));
    }

    static void atTheEnd(Swarm swarm, Rng random) {
        committing(
                swarm,
                random,
                EnumSet.of(Fault.TRANSACTION_FAILURE, Fault.CRASH_IN_TRANSACTION, Fault.KILL_EXECUTOR),
                Kind.COPY,
                Kind.COUNT,
                Kind.ALIGNED,
                Kind.DIAMOND);
        swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(2, 4), random.between(1, 20)));
        swarm.betweenFaults = Duration.ofMillis(random.between(20L, 500L));
    }

    /** Jobs with checkpoints that write transactions. */
    private static void committing(Swarm swarm, Rng random, Set<Fault> faults, Kind... kinds) {
        swarm.only(faults);
        swarm.jobsOf(random, kinds);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.inTransactions();
        swarm.restartAttempts = 1_000_000;
    }
}
