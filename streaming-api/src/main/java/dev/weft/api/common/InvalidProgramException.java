package dev.weft.api.common;

import dev.weft.annotation.Public;

/** A program is wrong in a way that shows before it runs. */
@Public
public class InvalidProgramException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidProgramException() {}

    /** A program that cannot run. */
    public InvalidProgramException(String message) {
        super(message);
    }

    /** A program that cannot run, and why. */
    public InvalidProgramException(String message, Throwable cause) {
        super(message, cause);
    }
}
