package dev.weft.core.io;

/** Whether a reader has more. */
public enum InputStatus {
    /** Ask again at once. */
    MORE_AVAILABLE,
    /** Wait until the reader is available. */
    NOTHING_AVAILABLE,
    /** There is no more. */
    END_OF_INPUT
}
