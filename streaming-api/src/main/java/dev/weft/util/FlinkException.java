package dev.weft.util;

/** The root of the checked exceptions of this API; the name is the one that programs catch. */
public class FlinkException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure with a message. */
    public FlinkException(String message) {
        super(message);
    }

    /** A failure with a cause. */
    public FlinkException(Throwable cause) {
        super(cause);
    }

    /** A failure with a message and a cause. */
    public FlinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
