package dev.weft.it;

import dev.weft.localkafka.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker, a generator that writes clicks to it, and the check of the results: the programs of the module playground,
 * each in a process of its own.
 */
final class Clicks implements AutoCloseable {

    /** The program that counts the clicks. */
    static final Path PROGRAM = Flink.HOME.resolve("examples/streaming/ClickEventCount.jar");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalBroker broker;
    private final Path directory;
    private final List<Process> started = new ArrayList<>();

    private Clicks(LocalBroker broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    /** Starts a broker with an empty directory. */
    static Clicks start(Path directory) throws IOException, InterruptedException {
        LocalBroker broker =
                new LocalBroker(directory.resolve("kafka"), Path.of(System.getProperty("weft.kafka.jars")));
        broker.start(new LocalBroker.Options(OptionalInt.empty(), PATIENCE, Map.of()));
        return new Clicks(broker, directory);
    }

    String servers() throws IOException {
        return broker.bootstrapServers().orElseThrow();
    }

    /** Starts to write so many clicks on each page to the topic {@code input}. */
    void generate(long perPage, long perSecond) throws IOException {
        program(
                "ClickEventGenerator",
                directory.resolve("generator.out"),
                "--clicks-per-page",
                String.valueOf(perPage),
                "--records-per-second",
                String.valueOf(perSecond));
    }

    /** What the check of the topic {@code output} says now. */
    String check() {
        try {
            Path out = Files.createTempFile(directory, "check", ".out");
            Process process = program("ResultTopic", out, "--check");
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the check did not end within " + PATIENCE + ": " + Files.readString(out));
            }
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the results were checked", e);
        }
    }

    private Process program(String name, Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Dlog4j2.level=OFF",
                "-cp",
                PROGRAM + ":" + Flink.HOME.resolve("lib") + "/*",
                "dev.weft.playground." + name,
                "--bootstrap.servers",
                servers()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        started.add(process);
        return process;
    }

    @Override
    public void close() throws IOException {
        try {
            for (Process process : started) {
                process.destroyForcibly().waitFor();
            }
            broker.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka was stopping", e);
        }
    }
}
