package dev.weft.localkafka;

/** The broker could not do what was asked; the message is one line for the user: what is wrong, where, what to do. */
public final class LocalKafkaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LocalKafkaException(String message) {
        super(message);
    }
}
