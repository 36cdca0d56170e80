package dev.weft.streaming.api.functions.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.streaming.api.watermark.Watermark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SocketTextStreamFunctionTest {
    private static List<String> read(String text, String delimiter) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            List<String> lines = new ArrayList<>();
            new SocketTextStreamFunction("localhost", server.getLocalPort(), delimiter, 0).run(new ListContext(lines));
            sent.get(10, TimeUnit.SECONDS);
            return lines;
        }
    }

    @Test
    void linesAreSplitAndTheLastNeedsNoEnd() throws Exception {
        assertThat(read("one\r\ntwo\n\nthree", "\n")).containsExactly("one", "two", "", "three");
    }

    @Test
    void aDelimiterMayHaveSeveralCharacters() throws Exception {
        assertThat(read("a||b||", "||")).containsExactly("a", "b");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new SocketTextStreamFunction("h", 0, "\n", 0)).hasMessageContaining("port 0");
        assertThatThrownBy(() -> new SocketTextStreamFunction("h", 1, "", 0)).hasMessageContaining("delimiter");
        assertThatThrownBy(() -> new SocketTextStreamFunction("h", 1, "\n", -2)).hasMessageContaining("-2");
    }

    private record ListContext(List<String> lines) implements SourceFunction.SourceContext<String> {
        @Override
        public void collect(String element) {
            lines.add(element);
        }

        @Override
        public void collectWithTimestamp(String element, long timestamp) {
            lines.add(element);
        }

        @Override
        public void emitWatermark(Watermark mark) {}

        @Override
        public void markAsTemporarilyIdle() {}

        @Override
        public Object getCheckpointLock() {
            return lines;
        }

        @Override
        public void close() {}
    }
}
