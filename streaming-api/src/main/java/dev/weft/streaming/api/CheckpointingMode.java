package dev.weft.streaming.api;

/**
 * How often a record may count in the state of a job that goes on from a checkpoint. Newer programs use {@link
 * dev.weft.core.execution.CheckpointingMode}.
 */
public enum CheckpointingMode {
    /** Exactly once. Where an operator has several inputs, those that are ahead wait for the others. */
    EXACTLY_ONCE,
    /** At least once: nothing waits, and after a failure some records count twice. */
    AT_LEAST_ONCE;

    /** The same mode under its newer name. */
    public static dev.weft.core.execution.CheckpointingMode convertToCheckpointingMode(CheckpointingMode mode) {
        return switch (mode) {
            case EXACTLY_ONCE -> dev.weft.core.execution.CheckpointingMode.EXACTLY_ONCE;
            case AT_LEAST_ONCE -> dev.weft.core.execution.CheckpointingMode.AT_LEAST_ONCE;
        };
    }

    /** The same mode under its older name. */
    public static CheckpointingMode convertFromCheckpointingMode(dev.weft.core.execution.CheckpointingMode mode) {
        return switch (mode) {
            case EXACTLY_ONCE -> EXACTLY_ONCE;
            case AT_LEAST_ONCE -> AT_LEAST_ONCE;
        };
    }
}
