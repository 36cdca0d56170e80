package dev.weft.simulation.workload;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import java.util.Locale;

/**
 * How a job of a simulation takes checkpoints.
 *
 * @param exactlyOnce whether barriers of several channels are aligned
 * @param files whether they are stored in the simulated file system; else they live with the JobManager
 * @param inlineBytes state up to that size travels in messages although there are files
 * @param tolerable how many may fail in a row
 * @param retained how many are kept
 * @param regions whether a failure restarts its region only
 * @param incremental whether they name tables of earlier ones again
 * @param overtakesAfterMs time after which barriers overtake records, 0 for at once; {@link #NEVER} for aligned ones
 */
public record Checkpointing(
        long intervalMs,
        long timeoutMs,
        long minPauseMs,
        int concurrent,
        boolean exactlyOnce,
        boolean files,
        int inlineBytes,
        int tolerable,
        int retained,
        ExternalizedCheckpointRetention retention,
        boolean compressed,
        boolean regions,
        boolean incremental,
        long overtakesAfterMs) {

    public static final long NEVER = -1;

    static final String ROOT = "/checkpoints";

    public Checkpointing atLeastOnce() {
        return new Checkpointing(
                intervalMs,
                timeoutMs,
                minPauseMs,
                concurrent,
                false,
                files,
                inlineBytes,
                tolerable,
                retained,
                retention,
                compressed,
                regions,
                incremental,
                NEVER);
    }

    /** With barriers that overtake records; one checkpoint is taken at a time then. */
    public Checkpointing overtaking(long afterMs) {
        return new Checkpointing(
                intervalMs,
                timeoutMs,
                minPauseMs,
                1,
                true,
                files,
                inlineBytes,
                tolerable,
                retained,
                retention,
                compressed,
                regions,
                incremental,
                afterMs);
    }

    /** With the same pause, at another interval. */
    public Checkpointing every(long otherIntervalMs) {
        return new Checkpointing(
                otherIntervalMs,
                timeoutMs,
                minPauseMs,
                concurrent,
                exactlyOnce,
                files,
                inlineBytes,
                tolerable,
                retained,
                retention,
                compressed,
                regions,
                incremental,
                overtakesAfterMs);
    }

    /** In files, which are left when the job is cancelled. */
    public Checkpointing retaining() {
        return new Checkpointing(
                intervalMs,
                timeoutMs,
                minPauseMs,
                concurrent,
                exactlyOnce,
                true,
                inlineBytes,
                tolerable,
                retained,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
                compressed,
                regions,
                incremental,
                overtakesAfterMs);
    }

    public boolean isAligned() {
        return overtakesAfterMs == NEVER;
    }

    public Checkpointing aligned() {
        return isAligned() ? this : overtaking(NEVER);
    }

    /** In files, all of which that hold keyed state may be named again. */
    public Checkpointing ofTables() {
        return new Checkpointing(
                intervalMs,
                timeoutMs,
                minPauseMs,
                concurrent,
                exactlyOnce,
                true,
                0,
                tolerable,
                retained,
                retention,
                compressed,
                regions,
                true,
                overtakesAfterMs);
    }

    void configure(Configuration job) {
        String prefix = "execution.checkpointing.";
        job.setString(prefix + "interval", intervalMs + " ms");
        job.setString(prefix + "timeout", timeoutMs + " ms");
        job.setString(prefix + "min-pause", minPauseMs + " ms");
        job.setString(prefix + "max-concurrent-checkpoints", String.valueOf(concurrent));
        job.setString(prefix + "mode", exactlyOnce ? "EXACTLY_ONCE" : "AT_LEAST_ONCE");
        job.setString(prefix + "tolerable-failed-checkpoints", String.valueOf(tolerable));
        job.setString(prefix + "num-retained", String.valueOf(retained));
        job.setString(
                prefix + "externalized-checkpoint-retention", retention.name().toUpperCase(Locale.ROOT));
        if (!isAligned()) {
            job.setString(prefix + "unaligned.enabled", "true");
            job.setString(prefix + "aligned-checkpoint-timeout", overtakesAfterMs + " ms");
        }
        if (files) {
            job.setString(prefix + "dir", "sim://" + ROOT);
            job.setString(prefix + "data-inline-threshold", inlineBytes + " b");
        }
        if (incremental) {
            job.setString(prefix + "incremental", "true");
            job.setString("state.backend.type", "tables");
        }
        job.setString("execution.checkpointing.snapshot-compression", String.valueOf(compressed));
        job.setString("jobmanager.execution.failover-strategy", regions ? "region" : "full");
    }
}
