package dev.weft.streaming.api;

/** Which clock a timer follows. */
public enum TimeDomain {
    /** The progress of watermarks. */
    EVENT_TIME,
    /** The machine's clock. */
    PROCESSING_TIME
}
