package dev.weft.api.common;

/** Whether a job runs as if its input never ended, or makes use of its end. */
public enum RuntimeExecutionMode {
    /** Results are updated as elements come. */
    STREAMING,
    /** Only over bounded input: the final results, once. */
    BATCH,
    /** {@link #BATCH} when all sources are bounded, else {@link #STREAMING}. */
    AUTOMATIC
}
