package dev.weft.client;

import org.slf4j.LoggerFactory;

/**
 * Initializes the logging system on a background thread. Code that may log has to wait for it first: a logger that
 * another thread requests during the initialization loses its lines and prints a complaint to standard error.
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
