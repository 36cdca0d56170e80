package dev.weft.streaming.api.functions.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads text from a socket as a client and emits the parts between delimiters. */
public class SocketTextStreamFunction implements SourceFunction<String> {
    private static final long serialVersionUID = 1L;

    private static final int CONNECT_TIMEOUT_MS = 30_000;
    private static final long RETRY_DELAY_MS = 1_000;

    private final String hostname;
    private final int port;
    private final String delimiter;
    private final long maxRetries;
    private final long retryDelayMs;
    private transient volatile Socket socket;
    private volatile boolean running = true;

    /**
     * Reads text from a TCP server.
     *
     * @param delimiter ends each element
     * @param maxNumRetries how often in all a lost connection is made again; -1 without end
     */
    public SocketTextStreamFunction(String hostname, int port, String delimiter, long maxNumRetries) {
        this(hostname, port, delimiter, maxNumRetries, RETRY_DELAY_MS);
    }

    /** @param maxNumRetries how often a lost connection is made again; -1 without end */
    public SocketTextStreamFunction(
            String hostname, int port, String delimiter, long maxNumRetries, long delayBetweenRetries) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("the delimiter must not be empty");
        }
        if (maxNumRetries < -1) {
            throw new IllegalArgumentException(
                    "the number of retries is " + maxNumRetries + ", it must be at least 0, or -1 for no limit");
        }
        this.hostname = Objects.requireNonNull(hostname, "hostname");
        this.port = port;
        this.delimiter = delimiter;
        this.maxRetries = maxNumRetries;
        this.retryDelayMs = delayBetweenRetries;
    }

    @Override
    public void run(SourceContext<String> ctx) throws Exception {
        long retries = 0;
        StringBuilder pending = new StringBuilder();
        while (running) {
            boolean ended = readUntilClosed(ctx, pending);
            boolean again = running && (maxRetries == -1 || retries < maxRetries);
            if (!again) {
                if (!ended && running) {
                    throw new EOFException("the connection to " + hostname + ":" + port + " was lost");
                }
                break;
            }
            retries++;
            Thread.sleep(retryDelayMs);
        }
        if (pending.length() > 0) {
            ctx.collect(pending.toString());
        }
    }

    /** True when the other side closed the connection. */
    private boolean readUntilClosed(SourceContext<String> ctx, StringBuilder pending) throws IOException {
        try (Socket connection = new Socket()) {
            socket = connection;
            connection.connect(new InetSocketAddress(hostname, port), CONNECT_TIMEOUT_MS);
            InputStreamReader reader = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8);
            char[] chars = new char[8192];
            for (int read = reader.read(chars); running && read >= 0; read = reader.read(chars)) {
                pending.append(chars, 0, read);
                emitComplete(ctx, pending);
            }
            return true;
        } catch (IOException e) {
            if (!running || maxRetries != 0) {
                return false;
            }
            throw new IOException("reading from " + hostname + ":" + port + " failed: " + e.getMessage(), e);
        }
    }

    private void emitComplete(SourceContext<String> ctx, StringBuilder pending) {
        int start = 0;
        for (int end = pending.indexOf(delimiter); end >= 0; end = pending.indexOf(delimiter, start)) {
            int length = delimiter.equals("\n") && end > start && pending.charAt(end - 1) == '\r' ? end - 1 : end;
            ctx.collect(pending.substring(start, length));
            start = end + delimiter.length();
        }
        pending.delete(0, start);
    }

    @Override
    public void cancel() {
        running = false;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is to be gone, and it is
                socket = null;
            }
        }
    }
}
