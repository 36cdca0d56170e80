package dev.weft.engine.rest.server;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/**
 * A listening server socket that is opened before its server starts. Clients that connect early wait in the socket's
 * backlog. Opening it loads only the JDK's socket classes, so a master can announce its port to the cluster at once and
 * load the server meanwhile.
 */
public final class BoundPort implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocketChannel channel;

    private BoundPort(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the first free port.
     *
     * @param address local address, e.g. {@code "0.0.0.0"}
     * @param ports one port, or ranges such as {@code "50100-50200,50300"}; 0 is any free port
     */
    public static BoundPort take(String address, String ports) {
        InetAddress local = local(address);
        String problem = "";
        for (String part : ports.split(",")) {
            String[] ends = part.strip().split("-", 2);
            int last = port(ends[ends.length - 1], ports);
            for (int port = port(ends[0], ports); port <= last; port++) {
                try {
                    return listen(new InetSocketAddress(local, port));
                } catch (IOException e) {
                    problem = e.getMessage();
                }
            }
        }
        throw new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "no port of '" + ports + "' (rest.bind-port) is free on " + address + " (rest.bind-address)"
                        + (problem.isEmpty() ? ": the range is empty" : ": " + problem));
    }

    private static BoundPort listen(InetSocketAddress at) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(at, BACKLOG);
            return new BoundPort(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static InetAddress local(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION, "rest.bind-address = '" + address + "' is no address", e);
        }
    }

    private static int port(String text, String ports) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "rest.bind-port = '" + ports + "': '" + text
                        + "' is not a port from 0 to 65535; write e.g. 50100-50200");
    }

    public int port() {
        return channel.socket().getLocalPort();
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Closes the socket. Not needed once a server has been started on it: the server closes it. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing port " + port() + " failed", e);
        }
    }
}
