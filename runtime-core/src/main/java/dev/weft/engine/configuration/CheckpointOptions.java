package dev.weft.engine.configuration;

import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.engine.configuration.OptionSpec.Kind;
import dev.weft.streaming.api.environment.ExecutionCheckpointingOptions;
import java.time.Duration;

/** Options of checkpoints and savepoints, which a program may also set. */
public final class CheckpointOptions {

    /** The shortest interval and the shortest timeout. */
    public static final Duration SHORTEST = Duration.ofMillis(10);

    /** The most state that is stored in the metadata when there is a file system for the rest. */
    public static final MemorySize MOST_INLINE = MemorySize.ofMebiBytes(1);

    static final OptionSection SECTION = new OptionSection("Checkpoints and savepoints");

    static {
        SECTION.adoptAtLeast(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Kind.DURATION,
                SHORTEST,
                "Time between the triggers of two checkpoints. Without it no checkpoints are taken by themselves, and a"
                        + " failure loses state.");
        SECTION.adopt(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                Kind.CHOICE,
                "How often a record counts in the state after a failure. With at-least-once no input waits for the"
                        + " barrier of another.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                Kind.DURATION,
                SHORTEST,
                "Time after which a checkpoint that is not complete is aborted; not below the minimum pause.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                Kind.DURATION,
                Duration.ZERO,
                "Time between the end of a checkpoint and the trigger of the next, at least. Above 0 only one checkpoint"
                        + " is pending at a time.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS,
                Kind.INTEGER,
                1,
                "Checkpoints that may be pending at once; 1 with unaligned checkpoints.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
                Kind.INTEGER,
                0,
                "Checkpoints in a row that may fail before the job fails. Without it 0.");
        SECTION.adopt(
                CheckpointingOptions.ENABLE_UNALIGNED,
                Kind.BOOLEAN,
                "Whether barriers overtake records, which are stored with the checkpoint: it then takes no longer under"
                        + " backpressure. With exactly-once and one checkpoint at a time; savepoints stay aligned.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT,
                Kind.DURATION,
                Duration.ZERO,
                "With unaligned checkpoints: time from the trigger after which barriers that are still behind records"
                        + " overtake them; 0 for at once.");
        SECTION.adopt(
                ExecutionCheckpointingOptions.FORCE_CHECKPOINTING,
                Kind.BOOLEAN,
                "Whether a program with an iteration may take checkpoints; a failure loses the records inside the"
                        + " iteration.");
        SECTION.adopt(
                CheckpointingOptions.FORCE_UNALIGNED,
                Kind.BOOLEAN,
                "Whether a program with an iteration may have unaligned checkpoints.");
        SECTION.adopt(
                CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH,
                Kind.BOOLEAN,
                "Whether checkpoints are taken when some tasks have finished, and tasks with results to commit wait for"
                        + " a last one.");
        SECTION.adopt(
                CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
                Kind.BOOLEAN,
                "Whether a checkpoint names files of earlier ones again instead of storing them once more (incremental"
                        + " checkpoints). Only RocksDB can; savepoints never do.");
        SECTION.adopt(
                ExecutionOptions.SNAPSHOT_COMPRESSION,
                Kind.BOOLEAN,
                "Whether state is compressed in checkpoints and savepoints.");
        SECTION.adopt(
                CheckpointingOptions.CHECKPOINT_STORAGE,
                Kind.TEXT,
                "Where checkpoints are stored: filesystem, or jobmanager (in its memory, at most 5 MB an operator"
                        + " instance). Without it filesystem when execution.checkpointing.dir is set, else jobmanager.");
        SECTION.adopt(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Kind.TEXT,
                "Directory for checkpoints, such as hdfs:///checkpoints, which all processes reach.");
        SECTION.adopt(
                CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR,
                Kind.BOOLEAN,
                "Whether each job gets a directory of its own, named by its id, under execution.checkpointing.dir.");
        SECTION.adopt(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                Kind.TEXT,
                "Directory for savepoints whose command names none.");
        SECTION.adoptBetween(
                CheckpointingOptions.FS_SMALL_FILE_THRESHOLD,
                Kind.MEMORY,
                MemorySize.ZERO,
                MOST_INLINE,
                "State up to this size is stored in the metadata of its checkpoint rather than in a file.");
        SECTION.adopt(
                CheckpointingOptions.FILE_MERGING_ENABLED,
                Kind.BOOLEAN,
                "Whether the tasks of an executor write the state of a checkpoint into the same files, so that their"
                        + " number does not grow with tasks and states.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.FILE_MERGING_MAX_FILE_SIZE,
                Kind.MEMORY,
                MemorySize.ofMebiBytes(1),
                "A merged file that has as many bytes gets no further state.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.FILE_MERGING_MAX_SUBTASKS_PER_FILE,
                Kind.INTEGER,
                1,
                "How many tasks of an executor write into the same files at most.");
        SECTION.adopt(
                CheckpointingOptions.FILE_MERGING_POOL_BLOCKING,
                Kind.BOOLEAN,
                "Whether a task waits for a merged file that another one writes much to, instead of beginning a further"
                        + " one.");
        SECTION.adopt(
                StateRecoveryOptions.LOCAL_RECOVERY,
                Kind.BOOLEAN,
                "Whether executors keep copies of what their tasks store on their own disks, and a task that restarts where it"
                        + " ran reads them rather than the checkpoint storage.");
        SECTION.adopt(
                CheckpointingOptions.LOCAL_BACKUP_ENABLED,
                Kind.BOOLEAN,
                "Whether these copies are kept although nothing reads them; execution.state-recovery.from-local keeps them"
                        + " anyway.");
        SECTION.adopt(
                CheckpointingOptions.LOCAL_BACKUP_DIRECTORIES,
                Kind.TEXT,
                "Directories for these copies on every machine, separated by commas. Without it they are in the process's"
                        + " own directory; on the disk of RocksDB's files they cost no room.");
        SECTION.adoptAtLeast(
                CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
                Kind.INTEGER,
                1,
                "Complete checkpoints that are kept; the oldest are deleted.");
        SECTION.adopt(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                Kind.CHOICE,
                "Whether checkpoints stay when the job ends: when it fails or is cancelled (retain-on-cancellation), only"
                        + " when it fails (delete-on-cancellation), or never.");
        SECTION.adopt(
                StateRecoveryOptions.SAVEPOINT_PATH,
                Kind.TEXT,
                "Checkpoint or savepoint from which the job goes on: its directory or its metadata file.");
        SECTION.adopt(
                StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE,
                Kind.BOOLEAN,
                "Whether state of operators that the job does not have is left behind; otherwise the job is refused.");
        SECTION.adopt(
                StateRecoveryOptions.RESTORE_MODE,
                Kind.CHOICE,
                "Whose the checkpoint or savepoint is from which the job goes on: the user's (no-claim, legacy), or the"
                        + " job's, which deletes it when it is no longer needed (claim).");
    }

    public static final ConfigOption<Integer> HISTORY = SECTION.integer("web.checkpoints.history")
            .between(0, 1000)
            .does(
                    "Checkpoints that have ended and are shown over REST; of older ones only the latest of each kind are.")
            .defaultsTo(10);

    private CheckpointOptions() {}
}
