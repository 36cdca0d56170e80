package dev.weft.localhadoop;

/** The cluster could not do what was asked; the message is one line for the user: what is wrong, where, what to do. */
public final class LocalHadoopException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LocalHadoopException(String message) {
        super(message);
    }

    LocalHadoopException(String message, Throwable cause) {
        super(message, cause);
    }
}
