package dev.weft.simulation;

import dev.weft.api.common.JobID;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Checkpointing;
import dev.weft.simulation.workload.Checkpointing.Barriers;
import dev.weft.simulation.workload.Checkpointing.InFiles;
import dev.weft.simulation.workload.Checkpointing.Pace;
import dev.weft.simulation.workload.Checkpointing.Storage;
import dev.weft.simulation.workload.Workload;
import dev.weft.yarn.appmaster.SimulatedYarn.Manners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Swarm configuration of one seed (swarm testing): the jobs, the cluster, speeds, and which kinds of faults are
 * enabled. Every kind is disabled in half of the seeds, since many faults hide each other. A scenario overrides what
 * has been drawn.
 */
final class Swarm {

    private static final long PLENTY_OF_NETWORK_BYTES = 4 << 20;

    final int slotsPerExecutor;
    final int nodes;
    final Balance balance;
    final int bufferBytes;
    final Duration networkDelay;
    final Duration fileDelay;
    Duration safety;
    Duration betweenFaults;
    int windowBytes;
    int slowUserPermille;
    int restartAttempts;
    Manners manners;
    final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    final List<Workload> jobs = new ArrayList<>();
    int cancelPermille;
    int submitTwicePermille;
    boolean waitsForIdle;
    boolean watchesAlignment;
    long networkBytes = PLENTY_OF_NETWORK_BYTES;
    Duration transactionTimeout = Duration.ofHours(10);
    Optional<Operations.Plan> operations = Optional.empty();
    final int expectedWorkers;
    /** What does not fit into half of it goes by files. */
    final long maxMessageBytes;

    private Swarm(Rng random) {
        slotsPerExecutor = random.between(1, 3);
        nodes = random.between(1, 4);
        balance = random.oneOf(List.of(Balance.values()));
        bufferBytes = random.coin() ? 1024 : random.between(1, 4) * 1024;
        networkDelay = Duration.ofNanos(random.between(20_000L, random.coin() ? 500_000L : 20_000_000L));
        fileDelay = Duration.ofNanos(random.coin() ? 0 : random.between(1, 5_000_000L));
        safety = Duration.ofMillis(random.between(1_000L, 40_000L));
        betweenFaults = Duration.ofMillis(random.coin() ? random.between(20L, 300L) : random.between(300L, 6_000L));
        windowBytes = random.coin() ? random.between(64, 2048) : 1 << 16;
        slowUserPermille = random.coin() ? 0 : random.between(1, 200);
        restartAttempts = random.permille(300) ? 0 : 1_000_000;
        manners = manners(random);
        for (Fault fault : Fault.values()) {
            if (random.coin() && random.coin()) {
                faults.add(fault);
            }
        }
        int count = random.permille(700) ? 1 : random.between(2, 3);
        for (int job = 1; job <= count; job++) {
            jobs.add(workload(random, random.oneOf(List.of(Workload.Kind.values())), job));
        }
        cancelPermille = random.permille(150) ? 300 : 0;
        submitTwicePermille = random.permille(100) ? 500 : 0;
        waitsForIdle = random.permille(200);
        expectedWorkers = random.coin() ? 0 : random.between(1, 3);
        maxMessageBytes = random.coin() ? 1 << 20 : random.between(0, 40_000);
    }

    /** What a scenario makes of what is drawn, without what is turned off. */
    static Swarm drawn(Rng random, Scenario scenario, List<Simplification> simplified) {
        Swarm swarm = new Swarm(random);
        scenario.shape(swarm, random);
        simplified.forEach(each -> each.change().accept(swarm));
        return swarm;
    }

    private static Manners manners(Rng random) {
        return new Manners(
                rate(random, 50),
                rate(random, 200),
                rate(random, 100),
                rate(random, 300),
                0,
                rate(random, 50),
                rate(random, 300),
                Duration.ofMillis(random.coin() ? 20 : random.between(20L, 3_000L)),
                Duration.ofMillis(random.between(50L, 1_000L)));
    }

    /** Off in half of the seeds. */
    static int rate(Rng random, int most) {
        return random.coin() ? 0 : random.between(1, most);
    }

    static Workload workload(Rng random, Workload.Kind kind, int job) {
        return new Workload(
                kind,
                new JobID(1, job),
                random.between(1, 4),
                random.between(1, 8),
                random.permille(800) ? random.between(1, 60) : random.between(60, 300),
                new Workload.Settings(
                        random.between(1, 30),
                        random.coin(),
                        random.coin() ? 0 : random.between(1, 300),
                        random.coin() ? 0 : random.between(1, 100),
                        random.coin(),
                        random.permille(250),
                        Optional.empty()));
    }

    /** Any way to take checkpoints. */
    static Checkpointing checkpoints(Rng random) {
        long pauseMs = random.coin() ? 0 : random.between(1L, 200L);
        Pace pace = new Pace(
                random.coin() ? random.between(10L, 100L) : random.between(100L, 2_000L),
                pauseMs + (random.between(2_000L, random.coin() ? 5_000L : 60_000L)),
                pauseMs,
                random.coin() ? 1 : random.between(2, 3));
        boolean files = random.permille(700);
        int inlineBytes = random.coin() ? 0 : random.between(1, 20_000);
        int tolerable = random.coin() ? 1_000_000 : random.between(0, 3);
        InFiles inFiles =
                new InFiles(inlineBytes, random.permille(750) ? 0 : random.between(1, 4), random.permille(250));
        Storage storage = new Storage(
                files ? Optional.of(inFiles) : Optional.empty(),
                random.between(1, 3),
                random.oneOf(List.of(ExternalizedCheckpointRetention.values())),
                random.coin(),
                false);
        return new Checkpointing(pace, Barriers.ALIGNED, storage, tolerable, random.coin());
    }

    // ---- what scenarios change

    /** Only these faults, and YARN behaves well. */
    void only(Set<Fault> these) {
        faults.clear();
        faults.addAll(these);
        manners = manners.calm();
        cancelPermille = 0;
    }

    /** So many jobs of any kind. */
    void several(Rng random, int count) {
        several(random, count, Workload.Kind.values());
    }

    /** So many jobs of these kinds. */
    void several(Rng random, int count, Workload.Kind... kinds) {
        jobs.clear();
        for (int job = 1; job <= count; job++) {
            jobs.add(workload(random, random.oneOf(List.of(kinds)), job));
        }
    }

    /** As many jobs as were drawn, of these kinds. */
    void jobsOf(Rng random, Workload.Kind... kinds) {
        several(random, jobs.size(), kinds);
    }

    /** Barriers overtake records in every second job, at once or after a time. */
    void overtaking(Rng random) {
        jobs.replaceAll(job -> random.coin()
                ? job
                : job.with(job.settings()
                        .checkpoints()
                        .orElseThrow()
                        .overtaking(random.coin() ? 0 : random.between(1L, 200L))));
    }

    /** The same program with another parallelism and length of its lines. */
    static Workload resized(Workload job, int parallelism, int length) {
        return new Workload(job.kind(), job.id(), parallelism, job.lines(), length, job.settings());
    }

    /** All jobs get checkpoints. */
    void checkpointed(Rng random) {
        jobs.replaceAll(job -> job.with(checkpoints(random)));
    }

    /** All jobs write transactions. */
    void inTransactions() {
        jobs.replaceAll(Workload::inTransactions);
    }

    /** Jobs leave their checkpoints when they are cancelled. */
    void retaining() {
        jobs.replaceAll(
                job -> job.with(job.settings().checkpoints().orElseThrow().retaining()));
    }

    /** Any way to stop jobs and to let them go on. */
    void operated(Rng random, boolean rescales) {
        operations = Optional.of(new Operations.Plan(
                Duration.ofMillis(random.coin() ? random.between(100L, 1_000L) : random.between(1_000L, 8_000L)),
                rescales ? 0 : random.between(0, 300),
                random.between(0, 600),
                rescales,
                rescales && random.coin()));
    }

    /** Sources that take long enough to run ahead of each other. */
    static Workload longAligned(Rng random) {
        Workload drawn = workload(random, Workload.Kind.ALIGNED, 1);
        return new Workload(
                drawn.kind(),
                drawn.id(),
                random.between(2, 4),
                drawn.lines(),
                random.between(100, 300),
                drawn.settings());
    }

    /** Whether the channels of the jobs may need more buffers than executors have. */
    boolean isMemoryScarce() {
        return networkBytes < PLENTY_OF_NETWORK_BYTES;
    }

    @Override
    public String toString() {
        return jobs + " on executors of " + slotsPerExecutor + " slots on " + nodes + " nodes, " + balance
                + "; buffers "
                + bufferBytes + " of " + networkBytes + ", window " + windowBytes + ", network " + networkDelay
                + ", files " + fileDelay
                + ", slow user " + slowUserPermille + ", restarts " + restartAttempts + "; faults " + faults + " each "
                + betweenFaults + " for " + safety + "; YARN " + manners + "; cancels " + cancelPermille + "; messages "
                + maxMessageBytes + "; submits twice " + submitTwicePermille + ", waits for idle " + waitsForIdle + "; "
                + operations + ", transactions for " + transactionTimeout;
    }
}
