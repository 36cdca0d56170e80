package dev.weft.engine.rest.client;

import dev.weft.engine.common.Clock;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Minimal HTTP/1.1 client: one request per connection. It supports only what the JobManager's REST server sends. */
final class HttpCall {

    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int MAX_BODY_BYTES = 100 << 20;

    private final Clock clock;
    private final String host;
    private final int port;
    private final Duration connectTimeout;

    HttpCall(Clock clock, String host, int port, Duration connectTimeout) {
        this.clock = clock;
        this.host = host;
        this.port = port;
        this.connectTimeout = connectTimeout;
    }

    /** Status line's code, and the body as text. */
    record Response(int status, String body) {}

    String address() {
        return host + ":" + port;
    }

    /**
     * @param body JSON; empty for none
     * @throws SocketTimeoutException when the deadline passes; every other IOException after the connection stands means
     *     that it broke
     */
    Response call(String method, String path, String body, Duration timeout) throws IOException {
        long deadlineNs = clock.nanoTime() + timeout.toNanos();
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Math.min(connectTimeout.toMillis(), timeout.toMillis()));
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + address()
                    + "\r\nAccept: application/json\r\n"
                    + (body.isEmpty() ? "" : "Content-Type: application/json\r\n") + "Content-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return read(new Timed(clock, socket, deadlineNs, timeout));
        }
    }

    private static Response read(Timed in) throws IOException {
        String head = head(in);
        String[] lines = head.split("\r\n");
        String[] status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("the answer is not HTTP: '" + lines[0] + "'");
        }
        byte[] body = body(in, header(lines, "content-length"), header(lines, "transfer-encoding"));
        return new Response(Integer.parseInt(status[1]), new String(body, StandardCharsets.UTF_8));
    }

    private static String head(Timed in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            if (head.length() > MAX_HEADER_BYTES) {
                throw new IOException("the answer's header is longer than " + MAX_HEADER_BYTES + " bytes");
            }
            head.append((char) in.required());
        }
        return head.toString();
    }

    private static String header(String[] lines, String name) {
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    private static byte[] body(Timed in, String length, String encoding) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (encoding.equalsIgnoreCase("chunked")) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                in.copy(body, size);
                in.line();
            }
        } else if (!length.isEmpty()) {
            in.copy(body, number(length, 10));
        } else {
            in.copyAll(body);
        }
        return body.toByteArray();
    }

    private static int chunk(Timed in) throws IOException {
        return number(in.line().split(";", 2)[0].strip(), 16);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            return Integer.parseInt(text, radix);
        } catch (NumberFormatException e) {
            throw new IOException("'" + text + "' is no length", e);
        }
    }

    /** Reads from the connection; every read has a timeout of the time that is left until the deadline. */
    private static final class Timed {
        private final Clock clock;
        private final Socket socket;
        private final InputStream in;
        private final long deadlineNs;
        private final Duration timeout;
        private final byte[] buffer = new byte[8192];
        private int at;
        private int end;

        Timed(Clock clock, Socket socket, long deadlineNs, Duration timeout) throws IOException {
            this.clock = clock;
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadlineNs = deadlineNs;
            this.timeout = timeout;
        }

        /** Whether there is at least one more byte. */
        private boolean more() throws IOException {
            if (at < end) {
                return true;
            }
            long leftMs = (deadlineNs - clock.nanoTime()) / 1_000_000;
            try {
                if (leftMs > 0) {
                    socket.setSoTimeout((int) Math.min(leftMs, Integer.MAX_VALUE));
                    at = 0;
                    end = in.read(buffer);
                    return end > 0;
                }
            } catch (SocketTimeoutException late) {
                // told below, with the whole time
            }
            throw new SocketTimeoutException("waited " + timeout.toMillis() + " ms");
        }

        int required() throws IOException {
            if (!more()) {
                throw new EOFException("the answer ends too early");
            }
            return buffer[at++] & 0xff;
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = required(); c != '\n'; c = required()) {
                if (c != '\r') {
                    line.append((char) c);
                }
                if (line.length() > MAX_HEADER_BYTES) {
                    throw new IOException("a line of the answer has no end");
                }
            }
            return line.toString();
        }

        void copy(ByteArrayOutputStream body, int length) throws IOException {
            if (length < 0 || length > MAX_BODY_BYTES - body.size()) {
                throw new IOException("an answer of " + length + " bytes is longer than " + MAX_BODY_BYTES);
            }
            for (int left = length; left > 0; ) {
                if (!more()) {
                    throw new EOFException("the answer ends too early");
                }
                int taken = Math.min(left, end - at);
                body.write(buffer, at, taken);
                at += taken;
                left -= taken;
            }
        }

        void copyAll(ByteArrayOutputStream body) throws IOException {
            while (more()) {
                copy(body, end - at);
            }
        }
    }
}
