package dev.weft.tests;

import dev.weft.localhadoop.LocalCluster;
import dev.weft.localhadoop.WebHdfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Real daemons in a directory of their own, and the distribution's commands pointed at them. */
final class Cluster implements AutoCloseable {

    private static final long POLL_MS = 100;

    private final LocalCluster hadoop;
    private final Path directory;
    private final Path distribution;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger commands = new AtomicInteger();

    private Cluster(LocalCluster hadoop, Path directory, Path distribution) {
        this.hadoop = hadoop;
        this.directory = directory;
        this.distribution = distribution;
    }

    static Cluster start() {
        Path directory = property("weft.tests.directory");
        LocalCluster hadoop = new LocalCluster(directory.resolve("hadoop"), property("weft.hadoop.jars"));
        try {
            Files.createDirectories(directory);
            hadoop.stop(); // what a killed run may have left
            hadoop.start(LocalCluster.Options.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting Hadoop", e);
        }
        return new Cluster(hadoop, directory, property("weft.distribution"));
    }

    private static Path property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "System property " + name + " is not set; the build of integration-tests sets it");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    @Override
    public void close() throws IOException {
        try {
            hadoop.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping Hadoop", e);
        }
    }

    /** The daemons, to stop, kill and look at. */
    LocalCluster hadoop() {
        return hadoop;
    }

    WebHdfs files() throws IOException {
        return hadoop.files();
    }

    Path distribution() {
        return distribution;
    }

    Path example(String name) {
        return distribution.resolve("examples").resolve("streaming").resolve(name + ".jar");
    }

    /** Runs {@code bin/flink} to its end. */
    CommandResult flink(String... arguments) throws IOException, InterruptedException {
        return startFlink(arguments).result(Duration.ofSeconds(120));
    }

    /** Starts {@code bin/flink} and returns at once. */
    RunningCommand startFlink(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(distribution.resolve("bin").resolve("flink").toString());
        command.addAll(Arrays.asList(arguments));
        int number = commands.incrementAndGet();
        Path logs = Files.createDirectories(directory.resolve("client-logs"));
        Path out = directory.resolve("command-" + number + ".out");
        Path err = directory.resolve("command-" + number + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HADOOP_CONF_DIR", hadoop.configuration().toString());
        builder.environment().put("HADOOP_CLASSPATH", hadoop.classPath());
        builder.environment().put("FLINK_LOG_DIR", logs.toString());
        // Leaves nothing running after the tests.
        builder.environment().put("WEFT_CDS", "off");
        builder.environment().remove("FLINK_CONF_DIR");
        return new RunningCommand(builder.start(), out, err);
    }

    /** What YARN's ResourceManager answers at {@code /ws/v1/cluster/<path>}. */
    String yarn(String path) throws IOException, InterruptedException {
        URI uri = hadoop.resourceManagerWeb().resolve("ws/v1/cluster/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** What the containers of an application wrote into files of this name, container after container. */
    String containerLogs(String applicationId, String fileName) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.walk(hadoop.containerLogs().resolve(applicationId))) {
            for (Path file :
                    files.filter(path -> path.endsWith(fileName)).sorted().toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /** Waits until the condition holds; fails with the description when it takes longer than {@code patience}. */
    static void await(String description, Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + description);
            }
            Thread.sleep(POLL_MS);
        }
    }
}
