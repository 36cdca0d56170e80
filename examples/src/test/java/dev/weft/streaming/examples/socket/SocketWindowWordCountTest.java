package dev.weft.streaming.examples.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.streaming.examples.testing.LocalRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketWindowWordCountTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private static final Pattern LINE = Pattern.compile("\\((\\w+),(\\d+)\\)\\R");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theCountsOfAllWindowsAddUpToTheText(int parallelism) throws Exception {
        PrintStream standardOutput = System.out;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            CompletableFuture<Void> speaker = CompletableFuture.runAsync(() -> speak(server));
            LocalRun.printing(
                    parallelism, SocketWindowWordCount::main, "--port", "" + server.getLocalPort(), "--window", "50ms");
            speaker.get(30, TimeUnit.SECONDS);
        } finally {
            System.setOut(standardOutput);
        }
        assertThat(counts()).isEqualTo(Map.of("to", 3L, "be", 2L, "or", 1L, "not", 1L));
    }

    /** Sends the text, and hangs up when all of its words have been counted: at once would lose the last window. */
    private void speak(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("to be or\n  not to be to\n".getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
            long end = System.nanoTime() + PATIENCE_NS;
            while (counts().values().stream().mapToLong(count -> count).sum() < 7 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has been printed so far: lines such as {@code (to,2)} or {@code 2> (to,2)}. */
    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        Matcher line = LINE.matcher(printed.toString(StandardCharsets.UTF_8));
        while (line.find()) {
            counts.merge(line.group(1), Long.valueOf(line.group(2)), Long::sum);
        }
        return counts;
    }

    @Test
    void aMissingPortIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> SocketWindowWordCount.main(new String[0])).hasMessageContaining("--port is missing");
    }
}
