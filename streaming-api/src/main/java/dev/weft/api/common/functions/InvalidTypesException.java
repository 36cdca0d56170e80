package dev.weft.api.common.functions;

import dev.weft.annotation.Public;
import dev.weft.api.common.InvalidProgramException;

/** A type of a program can't be found out, or does not fit. */
@Public
public class InvalidTypesException extends InvalidProgramException {
    private static final long serialVersionUID = 1L;

    public InvalidTypesException() {}

    /** A type that cannot be found or used. */
    public InvalidTypesException(String message) {
        super(message);
    }

    /** A type that cannot be found or used, and why. */
    public InvalidTypesException(String message, Throwable cause) {
        super(message, cause);
    }
}
