package dev.weft.engine.protocol;

import java.util.List;

/**
 * Stands for an exception that is known by its description only, because its object could not be serialized or its class is not
 * there. It prints as the original did.
 */
final class DescribedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String line;

    /**
     * @param line what the original's {@code toString} gave
     * @param message the original's message, null when it had none
     * @param cause null when there is none
     */
    DescribedException(String line, String message, List<StackTraceElement> frames, Throwable cause) {
        super(message, cause);
        this.line = line;
        setStackTrace(frames.toArray(StackTraceElement[]::new));
    }

    @Override
    public String toString() {
        return line;
    }
}
