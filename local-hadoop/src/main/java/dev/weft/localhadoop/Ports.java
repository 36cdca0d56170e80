package dev.weft.localhadoop;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/** Which port each listener of the cluster uses. Immutable. */
final class Ports {

    // Below Linux's range for outgoing connections (32768 and up), so that none of those takes a port between our check
    // and the daemon's bind.
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    int of(Port port) {
        return numbers.get(port);
    }

    /** Consecutive ports from {@code base} on, whether or not they are free. */
    static Ports from(int base) {
        if (base < 1 || base + Port.values().length > 65_536) {
            throw new LocalHadoopException("Port base " + base + " is out of range: give a number from 1 to "
                    + (65_536 - Port.values().length) + ".");
        }
        EnumMap<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, base + port.ordinal());
        }
        return new Ports(numbers);
    }

    /** Ports on which nothing listens now. */
    static Ports free(RandomGenerator random) {
        EnumMap<Port, Integer> numbers = new EnumMap<>(Port.class);
        int candidate = random.nextInt(LOWEST, HIGHEST);
        int tries = 0;
        for (Port port : Port.values()) {
            while (!isFree(candidate)) {
                candidate = next(candidate);
                if (++tries > HIGHEST - LOWEST) {
                    throw new LocalHadoopException("No free port between " + LOWEST + " and " + HIGHEST + ".");
                }
            }
            numbers.put(port, candidate);
            candidate = next(candidate);
        }
        return new Ports(numbers);
    }

    private static int next(int candidate) {
        return candidate + 1 < HIGHEST ? candidate + 1 : LOWEST;
    }

    boolean allFree() {
        return numbers.values().stream().allMatch(Ports::isFree);
    }

    private static boolean isFree(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(
                    true); // as the daemons do; connections of an earlier run that linger in TIME_WAIT do no harm
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException e) {
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
        EnumMap<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            String number = properties.getProperty(port.name());
            if (number == null) {
                return Optional.empty();
            }
            numbers.put(port, Integer.valueOf(number));
        }
        return Optional.of(new Ports(numbers));
    }

    void save(Path file) throws IOException {
        Properties properties = new Properties();
        numbers.forEach((port, number) -> properties.setProperty(port.name(), number.toString()));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }
}
