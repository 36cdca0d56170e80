package dev.weft.it.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy in front of one server, which can delay, withhold or break what passes through it. Two threads a connection, one for each
 * direction; all of them end with {@link #close}.
 */
final class Proxy implements AutoCloseable {

    /** What happens to the connections. */
    enum Mode {
        OPEN,
        /** Nothing passes in either direction; connections stay. */
        SILENT,
        /** Connections are broken, and new ones at once. */
        CUT
    }

    /** A kind of request, recognized in what a client sends. */
    interface Kind {
        /** Whether there is one in the first bytes of this piece. */
        boolean isIn(byte[] piece, int length);
    }

    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int CHUNK = 16_384;

    private final ServerSocket entry;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile InetSocketAddress server;
    private Mode mode = Mode.OPEN;
    private Duration delay = Duration.ZERO;
    private Optional<Kind> withheldKind = Optional.empty();
    private int withheld;

    Proxy() throws IOException {
        entry = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** Where clients connect. */
    int port() {
        return entry.getLocalPort();
    }

    /** Forwards to a server on this machine from now on. */
    void forwardTo(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    synchronized void become(Mode next) {
        mode = next;
        withheld = 0;
        if (next == Mode.CUT) {
            connections.forEach(Connection::close);
        }
        notifyAll();
    }

    /** Makes each piece that the server sends wait. */
    synchronized void delayAnswers(Duration by) {
        delay = by;
    }

    /** How many pieces wait since the last change of the mode. */
    synchronized int withheld() {
        return withheld;
    }

    /** From now on requests of this kind reach the server, and what it sends on their connections is withheld. */
    synchronized void withholdAnswersTo(Kind request) {
        unanswered.set(0);
        withheldKind = Optional.of(request);
    }

    /** How many such requests wait for their answer. */
    int unanswered() {
        return unanswered.get();
    }

    synchronized void releaseAnswers() {
        withheldKind = Optional.empty();
        connections.forEach(connection -> connection.isUnanswered = false);
        notifyAll();
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                if (isCut()) {
                    client.close();
                } else {
                    start("connect", () -> connect(client));
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized boolean isCut() {
        return mode == Mode.CUT;
    }

    private void connect(Socket client) {
        Connection connection = new Connection(client, new Socket());
        connections.add(connection);
        try {
            connection.toServer.connect(server, CONNECT_TIMEOUT_MS);
            client.setTcpNoDelay(true);
            connection.toServer.setTcpNoDelay(true);
            start("requests", () -> connection.pump(client, connection.toServer, true));
            connection.pump(connection.toServer, client, false);
        } catch (IOException noServer) {
            connection.close();
        }
    }

    /** Waits until a piece may pass; false when its connection is to end. */
    private synchronized boolean pass(Connection connection, boolean request) throws InterruptedException {
        if (mode == Mode.SILENT) {
            withheld++;
        }
        while (mode == Mode.SILENT || (!request && connection.isUnanswered)) {
            wait();
        }
        return mode == Mode.OPEN;
    }

    private synchronized Duration delay() {
        return delay;
    }

    /** The request's answer is withheld before the request can be answered. */
    private synchronized void withholdAnswer(Connection connection, byte[] piece, int length) {
        if (withheldKind.isPresent() && withheldKind.get().isIn(piece, length)) {
            connection.isUnanswered = true;
            unanswered.incrementAndGet();
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket toServer;
        private boolean isUnanswered;

        Connection(Socket client, Socket toServer) {
            this.client = client;
            this.toServer = toServer;
        }

        void pump(Socket from, Socket to, boolean request) {
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    if (request) {
                        withholdAnswer(this, chunk, length);
                    }
                    if (!request && !delay().isZero()) {
                        Thread.sleep(delay().toMillis());
                    }
                    if (!pass(this, request)) {
                        break;
                    }
                    out.write(chunk, 0, length);
                }
            } catch (IOException broken) {
                // the other end is told below
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        void close() {
            connections.remove(this);
            for (Socket socket : new Socket[] {client, toServer}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void start(String what, Runnable work) {
        Thread thread = new Thread(work, "proxy " + what);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entry.close();
        releaseAnswers();
        become(Mode.CUT);
    }
}
