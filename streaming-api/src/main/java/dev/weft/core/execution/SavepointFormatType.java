package dev.weft.core.execution;

/** The format of a savepoint. */
public enum SavepointFormatType {
    /** The same whatever the state backend. */
    CANONICAL,
    /** The state backend's own. */
    NATIVE;

    public static final SavepointFormatType DEFAULT = CANONICAL;
}
