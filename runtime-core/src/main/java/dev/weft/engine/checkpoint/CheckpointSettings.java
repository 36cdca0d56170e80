package dev.weft.engine.checkpoint;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.configuration.IllegalConfigurationException;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.core.execution.CheckpointingMode;
import dev.weft.core.fs.Path;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.CheckpointOptions;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a job takes checkpoints.
 *
 * @param interval between the triggers of two periodic checkpoints; empty when none are taken by themselves
 * @param timeout after which a checkpoint that is not complete is aborted
 * @param minPause between the end of one and the trigger of the next
 * @param maxConcurrent how many may be pending at once
 * @param tolerableFailures how many in a row may fail before the job fails over
 * @param afterTasksFinish whether checkpoints are taken when some tasks have finished
 * @param alignment how barriers of several channels are brought together
 * @param alignmentTimeout after which an aligned checkpoint becomes an unaligned one; empty for never
 * @param incremental whether a checkpoint may refer to files of earlier ones
 * @param retention whether checkpoints stay when the job has ended
 * @param retained how many completed ones are kept
 * @param remembered how many ended ones are told of afterwards
 * @param directory under which checkpoints are stored; empty when their state travels in messages and lives with the
 *     JobManager
 * @param directoryPerJob whether the job gets a directory of its own, named by its id, under {@code directory}
 * @param savepointDirectory where savepoints go whose command names no directory
 * @param snapshots how tasks write their state
 */
public record CheckpointSettings(
        Optional<Duration> interval,
        Duration timeout,
        Duration minPause,
        int maxConcurrent,
        int tolerableFailures,
        boolean afterTasksFinish,
        Alignment alignment,
        Optional<Duration> alignmentTimeout,
        boolean incremental,
        ExternalizedCheckpointRetention retention,
        int retained,
        int remembered,
        Optional<String> directory,
        boolean directoryPerJob,
        Optional<String> savepointDirectory,
        SnapshotSettings snapshots) {

    private static final String FILE_SYSTEM = "filesystem";
    private static final String JOB_MANAGER = "jobmanager";

    public CheckpointSettings {
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(alignment, "alignment");
    }

    /** Whether periodic checkpoints are taken. */
    public boolean isEnabled() {
        return interval.isPresent();
    }

    /** Whether barriers may overtake records: then one checkpoint is taken at a time, also if a user asks for it. */
    public boolean mayOvertake() {
        return alignment == Alignment.UNALIGNED || alignmentTimeout.isPresent();
    }

    /**
     * The settings that a job's configuration describes. A batch takes no periodic checkpoints.
     *
     * @throws WeftException INVALID_CONFIGURATION when a value is out of its range or two contradict each other
     */
    public static CheckpointSettings of(ReadableConfig job) {
        try {
            return read(job);
        } catch (IllegalConfigurationException unreadable) {
            throw new WeftException(ErrorCode.INVALID_CONFIGURATION, unreadable.getMessage(), unreadable);
        }
    }

    private static CheckpointSettings read(ReadableConfig job) {
        job.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
                .ifPresent(interval -> atLeast(
                        CheckpointOptions.SHORTEST,
                        interval,
                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                        "; leave it out for no periodic checkpoints"));
        Duration timeout = atLeast(
                CheckpointOptions.SHORTEST,
                job.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT),
                CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                "");
        Duration minPause = atLeast(
                Duration.ZERO,
                job.get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS),
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                "");
        boolean isTimeoutGiven =
                job.getOptional(CheckpointingOptions.CHECKPOINTING_TIMEOUT).isPresent();
        if (isTimeoutGiven && timeout.compareTo(minPause) < 0) {
            throw refused(CheckpointingOptions.CHECKPOINTING_TIMEOUT.key() + " is " + ms(timeout) + ", less than "
                    + CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS.key() + " of " + ms(minPause)
                    + "; give checkpoints at least as much time as the pause between them");
        }
        int concurrent = atLeast(
                1,
                job.get(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS),
                CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS);
        Alignment alignment = alignment(job, concurrent);
        boolean batch = job.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
        Optional<String> directory = directory(job, CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        return new CheckpointSettings(
                job.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).filter(interval -> !batch),
                timeout,
                minPause,
                minPause.isZero() ? concurrent : 1,
                job.getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
                        .map(failures -> atLeast(0, failures, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
                        .orElse(0),
                job.get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH),
                alignment,
                alignmentTimeout(job, alignment),
                job.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS),
                job.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION),
                atLeast(
                        1,
                        job.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS),
                        CheckpointingOptions.MAX_RETAINED_CHECKPOINTS),
                job.get(CheckpointOptions.HISTORY),
                directory,
                job.get(CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR),
                directory(job, CheckpointingOptions.SAVEPOINT_DIRECTORY),
                new SnapshotSettings(
                        inlineBytes(job, directory),
                        job.get(ExecutionOptions.SNAPSHOT_COMPRESSION),
                        job.get(CheckpointingOptions.FILE_MERGING_ENABLED)
                                ? Optional.of(merging(job))
                                : Optional.empty(),
                        job.get(CheckpointingOptions.LOCAL_BACKUP_ENABLED)
                                || job.get(StateRecoveryOptions.LOCAL_RECOVERY)));
    }

    private static FileMerging.Settings merging(ReadableConfig job) {
        MemorySize fileSize = job.get(CheckpointingOptions.FILE_MERGING_MAX_FILE_SIZE);
        MemorySize least = MemorySize.ofMebiBytes(1);
        if (fileSize.compareTo(least) < 0) {
            throw refused(CheckpointingOptions.FILE_MERGING_MAX_FILE_SIZE.key() + " is " + fileSize
                    + ", it must be at least " + least);
        }
        return new FileMerging.Settings(
                fileSize.getBytes(),
                job.get(CheckpointingOptions.FILE_MERGING_POOL_BLOCKING),
                atLeast(
                        1,
                        job.get(CheckpointingOptions.FILE_MERGING_MAX_SUBTASKS_PER_FILE),
                        CheckpointingOptions.FILE_MERGING_MAX_SUBTASKS_PER_FILE));
    }

    private static Alignment alignment(ReadableConfig job, int concurrent) {
        boolean unaligned = job.get(CheckpointingOptions.ENABLE_UNALIGNED);
        CheckpointingMode mode = job.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE);
        if (unaligned && mode == CheckpointingMode.AT_LEAST_ONCE) {
            throw refused(CheckpointingOptions.ENABLE_UNALIGNED.key() + " is true and "
                    + CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key()
                    + " is AT_LEAST_ONCE, where no barrier waits; choose one of them");
        }
        if (unaligned && concurrent > 1) {
            throw refused(CheckpointingOptions.ENABLE_UNALIGNED.key() + " is true and "
                    + CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS.key() + " is " + concurrent
                    + "; unaligned checkpoints are taken one at a time, set it to 1");
        }
        Duration patience = alignedFor(job);
        return switch (mode) {
            case AT_LEAST_ONCE -> Alignment.AT_LEAST_ONCE;
            case EXACTLY_ONCE -> unaligned && patience.isZero() ? Alignment.UNALIGNED : Alignment.ALIGNED;
        };
    }

    private static Duration alignedFor(ReadableConfig job) {
        return atLeast(
                Duration.ZERO,
                job.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT),
                CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT,
                "");
    }

    private static Optional<Duration> alignmentTimeout(ReadableConfig job, Alignment alignment) {
        return job.get(CheckpointingOptions.ENABLE_UNALIGNED) && alignment == Alignment.ALIGNED
                ? Optional.of(alignedFor(job))
                : Optional.empty();
    }

    /** With the JobManager as storage, a directory gets the metadata with the state in it. */
    private static int inlineBytes(ReadableConfig job, Optional<String> directory) {
        String storage = job.getOptional(CheckpointingOptions.CHECKPOINT_STORAGE)
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .orElse(directory.isPresent() ? FILE_SYSTEM : JOB_MANAGER);
        switch (storage) {
            case JOB_MANAGER -> {
                return SnapshotSettings.MOST_WITHOUT_FILES;
            }
            case FILE_SYSTEM -> {
                if (directory.isEmpty()) {
                    throw refused(CheckpointingOptions.CHECKPOINT_STORAGE.key() + " is " + FILE_SYSTEM + ", but "
                            + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
                            + " is not set; set it to a directory such as hdfs:///checkpoints");
                }
                MemorySize inline = job.get(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD);
                if (inline.compareTo(CheckpointOptions.MOST_INLINE) > 0) {
                    throw refused(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD.key() + " is " + inline
                            + ", it must be at most 1 mb: the JobManager keeps that much for each state");
                }
                return (int) inline.getBytes();
            }
            default ->
                throw refused(CheckpointingOptions.CHECKPOINT_STORAGE.key() + " is '" + storage + "', it must be "
                        + FILE_SYSTEM + " or " + JOB_MANAGER);
        }
    }

    private static Optional<String> directory(ReadableConfig job, ConfigOption<String> option) {
        return job.getOptional(option).map(text -> {
            Path path;
            try {
                path = new Path(text);
            } catch (IllegalArgumentException e) {
                throw refused(option.key() + " is '" + text + "', which is no directory: " + e.getMessage());
            }
            if (!path.isAbsolute()) {
                throw refused(option.key() + " is '" + text
                        + "', which every process would look for elsewhere; give it from the root, such as hdfs:///"
                        + path.getPath());
            }
            return path.toString();
        });
    }

    private static Duration atLeast(Duration least, Duration value, ConfigOption<Duration> option, String remedy) {
        if (value.compareTo(least) < 0) {
            throw refused(option.key() + " is " + ms(value) + ", it must be at least " + ms(least) + remedy);
        }
        return value;
    }

    private static int atLeast(int least, int value, ConfigOption<Integer> option) {
        if (value < least) {
            throw refused(option.key() + " is " + value + ", it must be at least " + least);
        }
        return value;
    }

    private static String ms(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static WeftException refused(String line) {
        return new WeftException(ErrorCode.INVALID_CONFIGURATION, line);
    }
}
