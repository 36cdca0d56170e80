package dev.weft.util;

/** The root of the unchecked exceptions of this API; the name is the one that programs catch. */
public class FlinkRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message. */
    public FlinkRuntimeException(String message) {
        super(message);
    }

    /** A failure with a cause. */
    public FlinkRuntimeException(Throwable cause) {
        super(cause);
    }

    /** A failure with a message and a cause. */
    public FlinkRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
