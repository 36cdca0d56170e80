package dev.weft.engine.checkpoint;

import java.io.IOException;

/**
 * What a job wants to read from or write to is not a complete checkpoint, is damaged, or is another job's. The message says
 * which file and why.
 */
public final class UnusableStorageException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnusableStorageException(String message) {
        super(message);
    }

    UnusableStorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
