package dev.weft.engine.rest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestClientTest {

    private static final JobID JOB = JobID.fromHexString("0123456789abcdef0123456789abcdef");

    /** Answers one request with fixed bytes, or with nothing when they are empty, and keeps the connection open then. */
    private static final class ScriptedServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final Thread thread;

        ScriptedServer(String answer, boolean closes) throws IOException {
            thread = new Thread(() -> serve(answer, closes), "scripted-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(String answer, boolean closes) {
            try {
                Socket connection = socket.accept();
                InputStream in = connection.getInputStream();
                byte[] request = new byte[4096];
                in.read(request);
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                connection.getOutputStream().flush();
                if (closes) {
                    connection.close();
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        RestClient client() {
            return client(Duration.ofSeconds(20));
        }

        RestClient client(Duration patience) {
            return new RestClient(Clock.system(), "127.0.0.1", socket.getLocalPort(), Duration.ofSeconds(20), patience);
        }

        String address() {
            return "the JobManager at 127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void anAnswerMayHaveALengthOrChunksOrEndWithTheConnection() throws IOException {
        String body = "{\"status\":\"RUNNING\"}";
        for (String answer : new String[] {
            "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"sta\r\nf;x=y\r\ntus\":\"RUNNING\"}\r\n0\r\n\r\n",
            "HTTP/1.0 200 OK\r\n\r\n" + body
        }) {
            try (ScriptedServer server = new ScriptedServer(answer, true)) {
                assertThat(server.client().status(JOB).name()).isEqualTo("RUNNING");
            }
        }
    }

    @Test
    void aRefusalShowsTheServersOwnLine() throws IOException {
        String body = "{\"errors\":[\"Job x not found\"]}";
        try (ScriptedServer server = new ScriptedServer(
                "HTTP/1.1 404 Not Found\r\nContent-Length: " + body.length() + "\r\n\r\n" + body, true)) {
            assertThatThrownBy(() -> server.client().status(JOB))
                    .isInstanceOf(WeftException.class)
                    .hasMessage(server.address() + " refused GET /v1/jobs/" + JOB + "/status (404): Job x not found");
        }
    }

    @Test
    void silenceEndsWithTheDeadline() throws IOException {
        try (ScriptedServer server = new ScriptedServer("", false)) {
            assertThatThrownBy(() -> server.client(Duration.ofMillis(300)).overview())
                    .isInstanceOf(WeftException.class)
                    .hasMessage(server.address() + " did not answer GET /v1/overview in time: waited 300 ms");
        }
    }

    @Test
    void aConnectionThatBreaksIsToldApartFromOneThatCannotBeMade() throws IOException {
        int port;
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", true)) {
            assertThatThrownBy(() -> server.client().overview())
                    .isInstanceOfSatisfying(
                            WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                    .hasMessage(server.address()
                            + " went away while it was asked GET /v1/overview: the answer ends too early");
            port = server.socket.getLocalPort();
        }
        RestClient client =
                new RestClient(Clock.system(), "127.0.0.1", port, Duration.ofSeconds(20), Duration.ofSeconds(20));
        assertThatThrownBy(client::overview)
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_SERVICE))
                .hasMessageStartingWith("the JobManager at 127.0.0.1:" + port + " cannot be reached (");
    }

    @Test
    void somethingElseThanHttpOrJsonIsRefused() throws IOException {
        try (ScriptedServer server = new ScriptedServer("SSH-2.0-OpenSSH\r\n\r\n", true)) {
            assertThatThrownBy(() -> server.client().overview())
                    .hasMessageContaining("the answer is not HTTP: 'SSH-2.0");
        }
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 200 OK\r\n\r\n<html>", true)) {
            assertThatThrownBy(() -> server.client().overview())
                    .hasMessageContaining("GET /v1/overview was answered with something else: expected a value");
        }
    }
}
