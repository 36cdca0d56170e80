package dev.weft.localkafka;

import dev.weft.localkafka.LocalBroker.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The command behind {@code bin/local-kafka}: reads its arguments, speaks to the {@link LocalBroker}, prints what it did. */
public final class LocalKafka {

    private final PrintStream out;
    private final Path kafkaJars;
    private Path dir;
    private Options options = Options.defaults();

    private LocalKafka(PrintStream out, Path kafkaJars, Path dir) {
        this.out = out;
        this.kafkaJars = kafkaJars;
        this.dir = dir;
    }

    /** {@code <kafka jars> <default dir> start|stop|status|env [options]}; the script adds the first two. */
    public static void main(String[] args) throws InterruptedException {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        try {
            LocalKafka command = new LocalKafka(System.out, Path.of(words.remove()), Path.of(words.remove()));
            System.exit(command.run(words.remove(), words));
        } catch (LocalKafkaException e) {
            System.err.println("local-kafka: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("local-kafka: reading or writing failed: " + e);
        }
        System.exit(1);
    }

    private int run(String verb, Deque<String> words) throws IOException, InterruptedException {
        while (!words.isEmpty()) {
            readOption(words.remove(), words);
        }
        LocalBroker broker = new LocalBroker(dir, kafkaJars);
        switch (verb) {
            case "start" -> {
                long startNs = System.nanoTime();
                broker.start(options);
                print(broker);
                out.printf("Ready after %.1f s. Data and log: %s%n", (System.nanoTime() - startNs) / 1e9, dir);
            }
            case "stop" -> {
                broker.stop();
                out.println("Stopped the broker in " + dir);
            }
            case "status" -> {
                return print(broker) ? 0 : 1;
            }
            case "env" ->
                out.println("export KAFKA_BOOTSTRAP_SERVERS="
                        + broker.bootstrapServers()
                                .orElseThrow(() -> new LocalKafkaException(
                                        "There is no broker in " + dir + "; start it with: bin/local-kafka start")));
            default -> throw new LocalKafkaException("Unknown command " + verb + "; use start, stop, status or env.");
        }
        return 0;
    }

    private void readOption(String name, Deque<String> words) {
        if (words.isEmpty()) {
            throw new LocalKafkaException("Option " + name + " needs a value.");
        }
        String value = words.remove();
        switch (name) {
            case "--dir" -> dir = Path.of(value).toAbsolutePath().normalize();
            case "--port-base" ->
                options = new Options(OptionalInt.of(number(name, value)), options.patience(), options.settings());
            case "--timeout" ->
                options = new Options(options.portBase(), Duration.ofSeconds(number(name, value)), options.settings());
            default ->
                throw new LocalKafkaException(
                        "Unknown option " + name + "; use --dir DIR, --port-base N or --timeout SECONDS.");
        }
    }

    private static int number(String option, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, as for a number that is too small
        }
        throw new LocalKafkaException("Option " + option + " needs a positive number, not " + value + ".");
    }

    /** Says whether the broker runs. */
    private boolean print(LocalBroker broker) throws IOException {
        Optional<ProcessHandle> process = broker.process();
        String servers = broker.bootstrapServers().orElse("");
        out.printf(
                "%-16s %s%n",
                "broker",
                process.map(running -> "running  pid %-8d %s".formatted(running.pid(), servers))
                        .orElse("stopped"));
        return process.isPresent();
    }
}
