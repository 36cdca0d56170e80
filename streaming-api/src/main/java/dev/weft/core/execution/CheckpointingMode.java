package dev.weft.core.execution;

/** How often a record may count in the state of a job that goes on from a checkpoint. */
public enum CheckpointingMode {
    /** Exactly once. Where an operator has several inputs, those that are ahead wait for the others. */
    EXACTLY_ONCE,
    /** At least once: nothing waits, and after a failure some records count twice. */
    AT_LEAST_ONCE
}
