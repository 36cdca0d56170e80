package dev.weft.localkafka;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * The two ports of the broker. Immutable.
 *
 * @param clients where clients connect
 * @param controller where the broker speaks with its own controller
 */
record Ports(int clients, int controller) {

    // Below Linux's range for outgoing connections (32768 and up), so that none of those takes a port between our check
    // and the broker's bind.
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;

    private static final String CLIENTS = "clients";
    private static final String CONTROLLER = "controller";

    /** Two consecutive ports from {@code base} on, whether or not they are free. */
    static Ports from(int base) {
        if (base < 1 || base > 65_534) {
            throw new LocalKafkaException("Port base " + base + " is out of range: give a number from 1 to 65534.");
        }
        return new Ports(base, base + 1);
    }

    /** Ports on which nothing listens now. */
    static Ports free(RandomGenerator random) {
        int clients = free(random.nextInt(LOWEST, HIGHEST));
        return new Ports(clients, free(clients + 1));
    }

    private static int free(int from) {
        for (int candidate = from; candidate < HIGHEST + 500; candidate++) {
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new LocalKafkaException("No free port from " + from + " to " + (HIGHEST + 500) + ".");
    }

    boolean allFree() {
        return isFree(clients) && isFree(controller);
    }

    private static boolean isFree(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the broker does
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The ports that {@link #save} left in the file, if it is there and complete. */
    static Optional<Ports> load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        String clients = properties.getProperty(CLIENTS);
        String controller = properties.getProperty(CONTROLLER);
        return clients == null || controller == null
                ? Optional.empty()
                : Optional.of(new Ports(Integer.parseInt(clients), Integer.parseInt(controller)));
    }

    void save(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(CLIENTS, Integer.toString(clients));
        properties.setProperty(CONTROLLER, Integer.toString(controller));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }
}
