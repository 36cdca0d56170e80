package dev.weft.configuration;

/** A setting that cannot be used; the message names the key, the value and what would do. */
public class IllegalConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A setting that is wrong. */
    public IllegalConfigurationException(String message) {
        super(message);
    }

    /** A setting that is wrong, with a message in the form of {@link String#format}. */
    public IllegalConfigurationException(String format, Object... arguments) {
        super(String.format(format, arguments));
    }

    /** A setting that is wrong, and why. */
    public IllegalConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
