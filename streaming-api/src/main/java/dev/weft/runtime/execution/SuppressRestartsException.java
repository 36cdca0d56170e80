package dev.weft.runtime.execution;

/**
 * A failure that no restart can help, such as a setting that a service does not allow: the job fails at once, whatever its restart
 * strategy. It may be the cause of another exception.
 */
public class SuppressRestartsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what has failed; its message is the message of this exception */
    public SuppressRestartsException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
