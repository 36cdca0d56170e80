package dev.weft.configuration;

import dev.weft.core.execution.RestoreMode;

/** Options that say which savepoint or checkpoint a job begins with, and how. */
public class StateRecoveryOptions {

    /** The savepoint or retained checkpoint to begin with: the address of its directory or of its metadata file. */
    public static final ConfigOption<String> SAVEPOINT_PATH = ConfigOptions.key("execution.state-recovery.path")
            .stringType()
            .noDefaultValue()
            .withDeprecatedKeys("execution.savepoint.path")
            .withDescription("The savepoint or retained checkpoint to begin with.");

    /** Whether the savepoint may have state that no operator of the program takes; false by default. */
    public static final ConfigOption<Boolean> SAVEPOINT_IGNORE_UNCLAIMED_STATE = ConfigOptions.key(
                    "execution.state-recovery.ignore-unclaimed-state")
            .booleanType()
            .defaultValue(false)
            .withDeprecatedKeys("execution.savepoint.ignore-unclaimed-state")
            .withDescription("Whether the savepoint may have state that no operator of the program takes.");

    /** Whose the savepoint is; it stays the user's by default. */
    public static final ConfigOption<RestoreMode> RESTORE_MODE = ConfigOptions.key(
                    "execution.state-recovery.claim-mode")
            .enumType(RestoreMode.class)
            .defaultValue(RestoreMode.DEFAULT)
            .withDeprecatedKeys("execution.savepoint-restore-mode")
            .withDescription("Whose the savepoint is that a job begins with.");

    /**
     * Whether tasks that restart where they ran read the copies of their state that their executor has kept, which then keeps
     * them; false by default.
     */
    public static final ConfigOption<Boolean> LOCAL_RECOVERY = ConfigOptions.key("execution.state-recovery.from-local")
            .booleanType()
            .defaultValue(false)
            .withDeprecatedKeys("state.backend.local-recovery")
            .withDescription("Whether tasks that restart where they ran read local copies of their state.");

    /** A recovery that loses records. Has no effect. */
    public static final ConfigOption<Boolean> APPROXIMATE_LOCAL_RECOVERY = ConfigOptions.key(
                    "execution.state-recovery.approximate-local-recovery")
            .booleanType()
            .defaultValue(false)
            .withDeprecatedKeys("execution.checkpointing.approximate-local-recovery")
            .withDescription("A recovery that loses records.");

    /** A recovery that loses the overtaken records of one checkpoint. Has no effect. */
    public static final ConfigOption<Long> CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA = ConfigOptions.key(
                    "execution.state-recovery.without-channel-state.checkpoint-id")
            .longType()
            .defaultValue(-1L)
            .withDeprecatedKeys("execution.checkpointing.recover-without-channel-state.checkpoint-id")
            .withDescription("A recovery that loses the overtaken records of one checkpoint.");

    public StateRecoveryOptions() {}
}
