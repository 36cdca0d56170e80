package dev.weft.streaming.api.environment;

import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.streaming.api.CheckpointingMode;
import dev.weft.streaming.api.environment.CheckpointConfig.ExternalizedCheckpointCleanup;
import java.time.Duration;

/** Options of checkpoints under their older names; see {@link CheckpointingOptions}. */
public class ExecutionCheckpointingOptions {

    public static final ConfigOption<CheckpointingMode> CHECKPOINTING_MODE = ConfigOptions.key(
                    CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key())
            .enumType(CheckpointingMode.class)
            .defaultValue(CheckpointingMode.EXACTLY_ONCE)
            .withDescription("Whether records count exactly once or at least once.");

    public static final ConfigOption<ExternalizedCheckpointCleanup> EXTERNALIZED_CHECKPOINT = ConfigOptions.key(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION.key())
            .enumType(ExternalizedCheckpointCleanup.class)
            .defaultValue(ExternalizedCheckpointCleanup.NO_EXTERNALIZED_CHECKPOINTS)
            .withDescription("What becomes of checkpoints when the job ends.");

    public static final ConfigOption<dev.weft.core.execution.CheckpointingMode> CHECKPOINTING_CONSISTENCY_MODE =
            CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE;
    public static final ConfigOption<Duration> CHECKPOINTING_TIMEOUT = CheckpointingOptions.CHECKPOINTING_TIMEOUT;
    public static final ConfigOption<Integer> MAX_CONCURRENT_CHECKPOINTS =
            CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS;
    public static final ConfigOption<Duration> MIN_PAUSE_BETWEEN_CHECKPOINTS =
            CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS;
    public static final ConfigOption<Integer> TOLERABLE_FAILURE_NUMBER = CheckpointingOptions.TOLERABLE_FAILURE_NUMBER;
    public static final ConfigOption<ExternalizedCheckpointRetention> EXTERNALIZED_CHECKPOINT_RETENTION =
            CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION;
    public static final ConfigOption<Duration> CHECKPOINTING_INTERVAL_DURING_BACKLOG =
            CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG;
    public static final ConfigOption<Duration> CHECKPOINTING_INTERVAL = CheckpointingOptions.CHECKPOINTING_INTERVAL;
    public static final ConfigOption<Boolean> ENABLE_UNALIGNED = CheckpointingOptions.ENABLE_UNALIGNED;
    public static final ConfigOption<Duration> ALIGNED_CHECKPOINT_TIMEOUT =
            CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT;
    public static final ConfigOption<Duration> ALIGNMENT_TIMEOUT = CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT;
    public static final ConfigOption<Boolean> FORCE_UNALIGNED = CheckpointingOptions.FORCE_UNALIGNED;
    public static final ConfigOption<Long> CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA =
            StateRecoveryOptions.CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA;
    public static final ConfigOption<Boolean> ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH =
            CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH;
    /** Whether a program with an iteration may take checkpoints, without the records in it; false by default. */
    public static final ConfigOption<Boolean> FORCE_CHECKPOINTING = ConfigOptions.key("execution.checkpointing.force")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether a program with an iteration may take checkpoints, without the records in it.");

    public static final ConfigOption<Boolean> APPROXIMATE_LOCAL_RECOVERY =
            StateRecoveryOptions.APPROXIMATE_LOCAL_RECOVERY;
    public static final ConfigOption<Integer> UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE =
            CheckpointingOptions.UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE;

    public ExecutionCheckpointingOptions() {}
}
