package dev.weft.simulation.workload;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import java.util.Locale;
import java.util.Optional;

/**
 * How a job of a simulation takes checkpoints.
 *
 * @param pace when they begin, and how long they may take
 * @param barriers how barriers pass tasks
 * @param storage where and in which form they are stored
 * @param tolerable how many may fail in a row
 * @param regions whether a failure restarts its region only
 */
public record Checkpointing(Pace pace, Barriers barriers, Storage storage, int tolerable, boolean regions) {

    static final String ROOT = "/checkpoints";

    /** @param concurrent how many are pending at a time */
    public record Pace(long intervalMs, long timeoutMs, long minPauseMs, int concurrent) {

        private Pace every(long otherIntervalMs) {
            return new Pace(otherIntervalMs, timeoutMs, minPauseMs, concurrent);
        }

        private Pace oneAtATime() {
            return new Pace(intervalMs, timeoutMs, minPauseMs, 1);
        }
    }

    /**
     * @param exactlyOnce whether barriers of several channels are aligned
     * @param overtakeAfterMs time after which barriers overtake records, 0 for at once; {@link #NEVER} for aligned ones
     */
    public record Barriers(boolean exactlyOnce, long overtakeAfterMs) {

        private static final long NEVER = -1;

        /** Barriers that overtake nothing. */
        public static final Barriers ALIGNED = new Barriers(true, NEVER);

        private static final Barriers AT_LEAST_ONCE = new Barriers(false, NEVER);

        private boolean overtakeNothing() {
            return overtakeAfterMs == NEVER;
        }
    }

    /**
     * @param files how they are stored in the simulated file system; empty when they live with the JobManager
     * @param retained how many are kept
     * @param retention which of them are left when the job has ended
     * @param incremental whether they name tables of earlier ones again
     */
    public record Storage(
            Optional<InFiles> files,
            int retained,
            ExternalizedCheckpointRetention retention,
            boolean compressed,
            boolean incremental) {

        private Storage with(InFiles others) {
            return new Storage(Optional.of(others), retained, retention, compressed, incremental);
        }

        private Storage retaining() {
            return new Storage(
                    Optional.of(files.orElse(InFiles.ALL)),
                    retained,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
                    compressed,
                    incremental);
        }

        private Storage ofTables() {
            InFiles all = files.orElse(InFiles.ALL).withNothingInline();
            return new Storage(Optional.of(all), retained, retention, compressed, true);
        }
    }

    /**
     * @param inlineBytes state up to that size travels in messages although there are files
     * @param tasksPerFile how many tasks write into one file; 0 for files of their own
     * @param locally whether tasks keep copies on the disks of their executors, and read them when they restart there
     */
    public record InFiles(int inlineBytes, int tasksPerFile, boolean locally) {

        private static final InFiles ALL = new InFiles(0, 0, false);

        private InFiles withNothingInline() {
            return new InFiles(0, tasksPerFile, locally);
        }

        private InFiles merged(int tasks) {
            return new InFiles(0, tasks, locally);
        }

        private InFiles keptLocally() {
            return new InFiles(0, tasksPerFile, true);
        }
    }

    private Checkpointing with(Pace other) {
        return new Checkpointing(other, barriers, storage, tolerable, regions);
    }

    private Checkpointing with(Barriers other) {
        return new Checkpointing(pace, other, storage, tolerable, regions);
    }

    private Checkpointing with(Storage other) {
        return new Checkpointing(pace, barriers, other, tolerable, regions);
    }

    /** With the same pause, at another interval. */
    public Checkpointing every(long otherIntervalMs) {
        return with(pace.every(otherIntervalMs));
    }

    public Checkpointing atLeastOnce() {
        return with(Barriers.AT_LEAST_ONCE);
    }

    /** With barriers that overtake records; one checkpoint is taken at a time then. */
    public Checkpointing overtaking(long afterMs) {
        return with(pace.oneAtATime()).with(new Barriers(true, afterMs));
    }

    public boolean isExactlyOnce() {
        return barriers.exactlyOnce();
    }

    public boolean isAligned() {
        return barriers.overtakeNothing();
    }

    public Checkpointing aligned() {
        return isAligned() ? this : with(Barriers.ALIGNED);
    }

    /** In files, which are left when the job is cancelled. */
    public Checkpointing retaining() {
        return with(storage.retaining());
    }

    /** In files, all of which that hold keyed state may be named again. */
    public Checkpointing ofTables() {
        return with(storage.ofTables());
    }

    /** In files, into each of which up to so many tasks write. */
    public Checkpointing merging(int tasks) {
        return with(storage.with(storage.files().orElse(InFiles.ALL).merged(tasks)));
    }

    /** In files, of which executors keep copies for tasks that restart there. */
    public Checkpointing keptLocally() {
        return with(storage.with(storage.files().orElse(InFiles.ALL).keptLocally()));
    }

    /** A failure restarts its region only. */
    public Checkpointing byRegions() {
        return new Checkpointing(pace, barriers, storage, tolerable, true);
    }

    void configure(Configuration job) {
        String prefix = "execution.checkpointing.";
        job.setString(prefix + "interval", pace.intervalMs() + " ms");
        job.setString(prefix + "timeout", pace.timeoutMs() + " ms");
        job.setString(prefix + "min-pause", pace.minPauseMs() + " ms");
        job.setString(prefix + "max-concurrent-checkpoints", String.valueOf(pace.concurrent()));
        job.setString(prefix + "mode", isExactlyOnce() ? "EXACTLY_ONCE" : "AT_LEAST_ONCE");
        job.setString(prefix + "tolerable-failed-checkpoints", String.valueOf(tolerable));
        job.setString(prefix + "num-retained", String.valueOf(storage.retained()));
        job.setString(
                prefix + "externalized-checkpoint-retention",
                storage.retention().name().toUpperCase(Locale.ROOT));
        if (!isAligned()) {
            job.setString(prefix + "unaligned.enabled", "true");
            job.setString(prefix + "aligned-checkpoint-timeout", barriers.overtakeAfterMs() + " ms");
        }
        storage.files().ifPresent(files -> {
            job.setString(prefix + "dir", "sim://" + ROOT);
            job.setString(prefix + "data-inline-threshold", files.inlineBytes() + " b");
            job.setString(prefix + "file-merging.enabled", String.valueOf(files.tasksPerFile() > 0));
            job.setString(
                    prefix + "file-merging.max-subtasks-per-file", String.valueOf(Math.max(1, files.tasksPerFile())));
            job.setString(prefix + "file-merging.pool-blocking", String.valueOf(files.tasksPerFile() % 2 == 1));
            job.setString(prefix + "local-backup.enabled", String.valueOf(files.locally()));
            job.setString("execution.state-recovery.from-local", String.valueOf(files.locally()));
        });
        if (storage.incremental()) {
            job.setString(prefix + "incremental", "true");
            job.setString("state.backend.type", "tables");
        }
        job.setString(prefix + "snapshot-compression", String.valueOf(storage.compressed()));
        job.setString("jobmanager.execution.failover-strategy", regions ? "region" : "full");
    }
}
