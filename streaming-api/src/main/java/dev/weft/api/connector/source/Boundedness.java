package dev.weft.api.connector.source;

/** Whether a source ends. */
public enum Boundedness {
    /** It ends by itself. */
    BOUNDED,
    /** It goes on until the job is stopped. */
    CONTINUOUS_UNBOUNDED
}
