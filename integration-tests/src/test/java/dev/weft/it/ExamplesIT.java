package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples give the same results with two executors of one slot and with one executor of four slots as in one process,
 * where their unit tests hold them to models of their own.
 */
class ExamplesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] TWO_EXECUTORS = {"-p", "2", "-ys", "1"};
    private static final String[] FOUR_SLOTS = {"-p", "4", "-ys", "4"};

    @RegisterExtension
    final OnCluster on = new OnCluster();

    static List<Arguments> examples() {
        return List.of(
                Arguments.of("TopSpeedWindowing", List.of("--cars", "6", "--count", "20000", "--rate", "1000000"), 500),
                Arguments.of("SessionWindowing", List.of(), 5),
                Arguments.of("WindowJoin", List.of("--count", "1000", "--rate", "1000", "--windowSize", "25"), 1000),
                Arguments.of(
                        "StateMachineExample",
                        List.of("--count", "100000", "--rps", "10000000", "--error-rate", "0.02"),
                        1000),
                Arguments.of(
                        "StateMachineExample",
                        List.of(
                                "--count",
                                "50000",
                                "--rps",
                                "10000000",
                                "--error-rate",
                                "0.02",
                                "--backend",
                                "rocksdb"),
                        500),
                Arguments.of("AsyncIO", List.of("--maxCount", "2000", "--waitMode", "unordered"), 2000));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void resultsDoNotDependOnWhereItRuns(String example, List<String> options, int atLeast) throws Exception {
        Path local = on.directory().resolve("local");
        run(List.of("run", "-t", "local", "-p", "1"), example, local.toUri().toString(), options);
        List<String> expected = lines(local);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(atLeast);

        assertThat(onYarn(example, options, TWO_EXECUTORS)).isEqualTo(expected);
        assertThat(onYarn(example, options, FOUR_SLOTS)).isEqualTo(expected);
    }

    private List<String> onYarn(String example, List<String> options, String... where) throws Exception {
        String output = "/examples/" + on.directory().getFileName() + "/" + String.join("", where);
        List<String> arguments = new ArrayList<>(List.of("run", "-m", "yarn-cluster", "-yjm", "768", "-ytm", "1024"));
        arguments.addAll(List.of(where));
        run(arguments, example, "hdfs:" + output, options);
        return on.cluster().read(output).lines().sorted().toList();
    }

    private Flink.Result run(List<String> arguments, String example, String output, List<String> options)
            throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.add(jar(example));
        all.addAll(List.of("--output", output));
        all.addAll(options);
        Flink.Result result = on.flink().run(PATIENCE, all.toArray(new String[0]));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result;
    }

    private static String jar(String example) {
        return Flink.HOME.resolve("examples/streaming/" + example + ".jar").toString();
    }

    private static List<String> lines(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(ExamplesIT::read)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void wordsFromASocketAreCountedWithTwoExecutors() throws Exception {
        wordsFromASocketAreCounted(TWO_EXECUTORS);
    }

    @Test
    void wordsFromASocketAreCountedInFourSlots() throws Exception {
        wordsFromASocketAreCounted(FOUR_SLOTS);
    }

    private void wordsFromASocketAreCounted(String... where) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) PATIENCE.toMillis());
            List<String> arguments =
                    new ArrayList<>(List.of("run", "-m", "yarn-cluster", "-yjm", "768", "-ytm", "1024"));
            arguments.addAll(List.of(where));
            arguments.addAll(
                    List.of(jar("SocketWindowWordCount"), "--port", "" + server.getLocalPort(), "--window", "1s"));
            Flink.Running running = on.flink().start(arguments.toArray(new String[0]));
            String application = running.awaitApplication(PATIENCE);
            try (Socket client = server.accept()) {
                client.getOutputStream().write("to be or\n  not to be to\n".getBytes(StandardCharsets.UTF_8));
                client.getOutputStream().flush();
                // hanging up at once would lose the window that is open then
                Await.until(
                        PATIENCE,
                        "all words to be counted",
                        () -> countsPrintedBy(application),
                        counts -> counts.values().stream()
                                        .mapToLong(count -> count)
                                        .sum()
                                >= 7);
            }
            Flink.Result result = running.await(PATIENCE);
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(countsPrintedBy(application)).isEqualTo(Map.of("to", 3L, "be", 2L, "or", 1L, "not", 1L));
        }
    }

    private static final Pattern COUNT = Pattern.compile("\\((\\w+),(\\d+)\\)\\R");

    /** What the executors of an application have written to their standard output. */
    private Map<String, Long> countsPrintedBy(String application) {
        Map<String, Long> counts = new TreeMap<>();
        Matcher count = COUNT.matcher(on.cluster().printedBy(application));
        while (count.find()) {
            counts.merge(count.group(1), Long.valueOf(count.group(2)), Long::sum);
        }
        return counts;
    }
}
