package dev.weft.engine.common;

/**
 * Root of the engine's unchecked exceptions. The message is a sentence for its reader: what is wrong with which value,
 * where it came from, what to do. Subclasses carry more details than the error code.
 */
public class WeftException extends RuntimeException {

    private final ErrorCode code;

    public WeftException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public WeftException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
