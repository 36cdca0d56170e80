package dev.weft.configuration;

import dev.weft.core.execution.CheckpointingMode;
import java.time.Duration;

/**
 * Options that say when checkpoints are taken, how, and where they are stored. A program sets them by {@code
 * CheckpointConfig}.
 */
public class CheckpointingOptions {

    /** Time between the triggers of two checkpoints, at least 10 ms. Without it none are taken by themselves. */
    public static final ConfigOption<Duration> CHECKPOINTING_INTERVAL = ConfigOptions.key(
                    "execution.checkpointing.interval")
            .durationType()
            .noDefaultValue()
            .withDescription("Time between the triggers of two checkpoints.");

    /** The interval while a source works off a backlog. Has no effect: no source reports a backlog. */
    public static final ConfigOption<Duration> CHECKPOINTING_INTERVAL_DURING_BACKLOG = ConfigOptions.key(
                    "execution.checkpointing.interval-during-backlog")
            .durationType()
            .noDefaultValue()
            .withDescription("Time between two checkpoints while a source works off a backlog.");

    /** Whether records count exactly once, which is the default, or at least once. */
    public static final ConfigOption<CheckpointingMode> CHECKPOINTING_CONSISTENCY_MODE = ConfigOptions.key(
                    "execution.checkpointing.mode")
            .enumType(CheckpointingMode.class)
            .defaultValue(CheckpointingMode.EXACTLY_ONCE)
            .withDescription("Whether records count exactly once or at least once.");

    /** Time after which a checkpoint that is not complete is given up, at least 10 ms; 10 minutes by default. */
    public static final ConfigOption<Duration> CHECKPOINTING_TIMEOUT = ConfigOptions.key(
                    "execution.checkpointing.timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription("Time after which a checkpoint that is not complete is given up.");

    /** The shortest time from the end of a checkpoint to the trigger of the next; 0 by default. */
    public static final ConfigOption<Duration> MIN_PAUSE_BETWEEN_CHECKPOINTS = ConfigOptions.key(
                    "execution.checkpointing.min-pause")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDescription("The shortest time from the end of a checkpoint to the trigger of the next.");

    /** How many checkpoints may be under way at once; 1 by default. */
    public static final ConfigOption<Integer> MAX_CONCURRENT_CHECKPOINTS = ConfigOptions.key(
                    "execution.checkpointing.max-concurrent-checkpoints")
            .intType()
            .defaultValue(1)
            .withDescription("How many checkpoints may be under way at once.");

    /** How many checkpoints in a row may fail before the job fails; 0 when not set. */
    public static final ConfigOption<Integer> TOLERABLE_FAILURE_NUMBER = ConfigOptions.key(
                    "execution.checkpointing.tolerable-failed-checkpoints")
            .intType()
            .noDefaultValue()
            .withDescription("How many checkpoints in a row may fail before the job fails.");

    /** What becomes of checkpoints when the job ends; they are deleted by default. */
    public static final ConfigOption<ExternalizedCheckpointRetention> EXTERNALIZED_CHECKPOINT_RETENTION =
            ConfigOptions.key("execution.checkpointing.externalized-checkpoint-retention")
                    .enumType(ExternalizedCheckpointRetention.class)
                    .defaultValue(ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS)
                    .withDescription("What becomes of checkpoints when the job ends.");

    /** How many complete checkpoints are kept, at least 1; 1 by default. */
    public static final ConfigOption<Integer> MAX_RETAINED_CHECKPOINTS = ConfigOptions.key(
                    "execution.checkpointing.num-retained")
            .intType()
            .defaultValue(1)
            .withDeprecatedKeys("state.checkpoints.num-retained")
            .withDescription("How many complete checkpoints are kept.");

    /** Whether barriers overtake records, which are stored with the checkpoint; false by default. */
    public static final ConfigOption<Boolean> ENABLE_UNALIGNED = ConfigOptions.key(
                    "execution.checkpointing.unaligned.enabled")
            .booleanType()
            .defaultValue(false)
            .withDeprecatedKeys("execution.checkpointing.unaligned")
            .withDescription("Whether barriers overtake records, which are stored with the checkpoint.");

    /**
     * With unaligned checkpoints: how long barriers wait for each other before they overtake records; 0, the default,
     * lets them overtake at once.
     */
    public static final ConfigOption<Duration> ALIGNED_CHECKPOINT_TIMEOUT = ConfigOptions.key(
                    "execution.checkpointing.aligned-checkpoint-timeout")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDeprecatedKeys("execution.checkpointing.alignment-timeout")
            .withDescription("With unaligned checkpoints: how long barriers wait for each other before they overtake.");

    /** Whether a program with an iteration may have unaligned checkpoints; false by default. */
    public static final ConfigOption<Boolean> FORCE_UNALIGNED = ConfigOptions.key(
                    "execution.checkpointing.unaligned.forced")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether a program with an iteration may have unaligned checkpoints.");

    /** Whether the firing of timers makes way for barriers. Has no effect. */
    public static final ConfigOption<Boolean> ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS = ConfigOptions.key(
                    "execution.checkpointing.unaligned.interruptible-timers.enabled")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether the firing of timers makes way for barriers.");

    /** How many tasks share a file of overtaken records. Has no effect. */
    public static final ConfigOption<Integer> UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE = ConfigOptions.key(
                    "execution.checkpointing.unaligned.max-subtasks-per-channel-state-file")
            .intType()
            .defaultValue(5)
            .withDescription("How many tasks share a file of overtaken records.");

    /** Whether checkpoints go on when some tasks have finished; true by default. */
    public static final ConfigOption<Boolean> ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH = ConfigOptions.key(
                    "execution.checkpointing.checkpoints-after-tasks-finish")
            .booleanType()
            .defaultValue(true)
            .withDeprecatedKeys("execution.checkpointing.checkpoints-after-tasks-finish.enabled")
            .withDescription("Whether checkpoints go on when some tasks have finished.");

    /** Whether a checkpoint may refer to files of earlier ones, where the state backend can; false by default. */
    public static final ConfigOption<Boolean> INCREMENTAL_CHECKPOINTS = ConfigOptions.key(
                    "execution.checkpointing.incremental")
            .booleanType()
            .defaultValue(false)
            .withDeprecatedKeys("state.backend.incremental")
            .withDescription("Whether a checkpoint may refer to files of earlier ones.");

    /**
     * Where checkpoints are stored: {@code filesystem}, in the directory of {@link #CHECKPOINTS_DIRECTORY}, or {@code
     * jobmanager}, in its memory. Without it the former, if there is a directory, else the latter.
     */
    public static final ConfigOption<String> CHECKPOINT_STORAGE = ConfigOptions.key("execution.checkpointing.storage")
            .stringType()
            .noDefaultValue()
            .withDeprecatedKeys("state.checkpoint-storage")
            .withDescription("Where checkpoints are stored: filesystem or jobmanager.");

    /** The directory under which checkpoints are stored, on a file system that all processes reach. */
    public static final ConfigOption<String> CHECKPOINTS_DIRECTORY = ConfigOptions.key("execution.checkpointing.dir")
            .stringType()
            .noDefaultValue()
            .withDeprecatedKeys("state.checkpoints.dir", "state.backend.fs.checkpointdir")
            .withDescription("The directory under which checkpoints are stored.");

    /** Whether each job gets a directory of its own, named by its id, under the one for checkpoints; true by default. */
    public static final ConfigOption<Boolean> CREATE_CHECKPOINT_SUB_DIR = ConfigOptions.key(
                    "execution.checkpointing.create-subdir")
            .booleanType()
            .defaultValue(true)
            .withDeprecatedKeys("state.checkpoints.create-subdir")
            .withDescription("Whether each job gets a directory of its own for its checkpoints.");

    /** The directory for savepoints whose command names none. */
    public static final ConfigOption<String> SAVEPOINT_DIRECTORY = ConfigOptions.key(
                    "execution.checkpointing.savepoint-dir")
            .stringType()
            .noDefaultValue()
            .withDeprecatedKeys("state.savepoints.dir", "savepoints.state.backend.fs.dir")
            .withDescription("The directory for savepoints whose command names none.");

    /** State of an operator instance up to this size is stored in the metadata, not in a file of its own; 20 KB by default, at most 1 MB. */
    public static final ConfigOption<MemorySize> FS_SMALL_FILE_THRESHOLD = ConfigOptions.key(
                    "execution.checkpointing.data-inline-threshold")
            .memoryType()
            .defaultValue(MemorySize.parse("20kb"))
            .withDeprecatedKeys("state.storage.fs.memory-threshold", "state.backend.fs.memory-threshold")
            .withDescription("State up to this size is stored in the metadata.");

    /** Bytes that are written to a file at once. Has no effect. */
    public static final ConfigOption<Integer> FS_WRITE_BUFFER_SIZE = ConfigOptions.key(
                    "execution.checkpointing.write-buffer-size")
            .intType()
            .defaultValue(4096)
            .withDeprecatedKeys("state.storage.fs.write-buffer-size", "state.backend.fs.write-buffer-size")
            .withDescription("Bytes that are written to a file at once.");

    /** Whether the files of a checkpoint are deleted in parallel. Has no effect. */
    public static final ConfigOption<Boolean> CLEANER_PARALLEL_MODE = ConfigOptions.key(
                    "execution.checkpointing.cleaner.parallel-mode")
            .booleanType()
            .defaultValue(true)
            .withDeprecatedKeys("state.checkpoint.cleaner.parallel-mode")
            .withDescription("Whether the files of a checkpoint are deleted in parallel.");

    /** Whether the tasks of an executor write the state of a checkpoint into the same files; false by default. */
    public static final ConfigOption<Boolean> FILE_MERGING_ENABLED = ConfigOptions.key(
                    "execution.checkpointing.file-merging.enabled")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether the tasks of an executor write the state of a checkpoint into the same files.");

    /** Whether a file may hold state of several checkpoints. Has no effect: a file is closed before its checkpoint is complete. */
    public static final ConfigOption<Boolean> FILE_MERGING_ACROSS_BOUNDARY = ConfigOptions.key(
                    "execution.checkpointing.file-merging.across-checkpoint-boundary")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether a file may hold state of several checkpoints.");

    /** A merged file that has as many bytes gets no further state; 32 MB by default. */
    public static final ConfigOption<MemorySize> FILE_MERGING_MAX_FILE_SIZE = ConfigOptions.key(
                    "execution.checkpointing.file-merging.max-file-size")
            .memoryType()
            .defaultValue(MemorySize.parse("32mb"))
            .withDescription("A merged file that has as many bytes gets no further state.");

    /** Whether tasks wait for a file that another one writes to, instead of beginning a further one; false by default. */
    public static final ConfigOption<Boolean> FILE_MERGING_POOL_BLOCKING = ConfigOptions.key(
                    "execution.checkpointing.file-merging.pool-blocking")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether tasks wait for a file that another one writes to.");

    /** How many tasks write into the same files at most; 4 by default. */
    public static final ConfigOption<Integer> FILE_MERGING_MAX_SUBTASKS_PER_FILE = ConfigOptions.key(
                    "execution.checkpointing.file-merging.max-subtasks-per-file")
            .intType()
            .defaultValue(4)
            .withDescription("How many tasks write into the same files at most.");

    /** How much of the files may be of no use any more. Has no effect. */
    public static final ConfigOption<Float> FILE_MERGING_MAX_SPACE_AMPLIFICATION = ConfigOptions.key(
                    "execution.checkpointing.file-merging.max-space-amplification")
            .floatType()
            .defaultValue(2f)
            .withDescription("How much of the files may be of no use any more.");

    /** Whether executors keep copies of what their tasks store on their own disks; false by default. */
    public static final ConfigOption<Boolean> LOCAL_BACKUP_ENABLED = ConfigOptions.key(
                    "execution.checkpointing.local-backup.enabled")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether executors keep copies of what their tasks store on their own disks.");

    /** Directories for these copies on every machine, separated by commas or colons; by default each process's own. */
    public static final ConfigOption<String> LOCAL_BACKUP_DIRECTORIES = ConfigOptions.key(
                    "execution.checkpointing.local-backup.dirs")
            .stringType()
            .noDefaultValue()
            .withDeprecatedKeys("taskmanager.state.local.root-dirs")
            .withDescription("Directories for local copies of state.");

    public CheckpointingOptions() {}
}
