package dev.weft.connector.file.src.reader;

import java.io.IOException;

/**
 * The contents of a file do not have the format that its name indicates. The message is complete, so the exception has
 * neither stack trace nor cause.
 */
public final class DamagedDataException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedDataException(String message) {
        super(message);
    }

    /** The same finding, with the operation during which it was made. */
    public DamagedDataException during(String work) {
        return new DamagedDataException(work + ": " + getMessage());
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
