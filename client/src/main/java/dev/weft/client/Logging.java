package dev.weft.client;

import org.slf4j.LoggerFactory;

/**
 * Starts the logging system beside the main thread. Whoever may log waits for it first: a logger that is asked for by a second
 * thread during the start loses its lines and complains on standard error.
 */
final class Logging {

    private final Thread starter = new Thread(() -> LoggerFactory.getLogger(Logging.class), "client-logging");

    private Logging() {
        starter.setDaemon(true);
    }

    static Logging start() {
        Logging logging = new Logging();
        logging.starter.start();
        return logging;
    }

    void await() {
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
