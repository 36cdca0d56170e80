package dev.weft.configuration;

/** A setting that cannot be used; the message names the key, the value and what would do. */
public class IllegalConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IllegalConfigurationException(String message) {
        super(message);
    }

    public IllegalConfigurationException(String format, Object... arguments) {
        super(String.format(format, arguments));
    }

    public IllegalConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
