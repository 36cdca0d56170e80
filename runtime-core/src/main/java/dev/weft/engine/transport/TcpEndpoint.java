package dev.weft.engine.transport;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelConfig;
import dev.weft.shaded.io.netty.channel.ChannelFuture;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.EventLoop;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.socket.nio.NioChannelOption;
import dev.weft.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transport endpoint over TCP. It accepts connections with a plain JDK socket and a thread of its own, because the port
 * must be known long before the first peer connects; netty is loaded with the first connection.
 *
 * <p>TCP keep-alive finds peers that have gone without a word: a host without power, or one that sent its reset while the
 * network was down. An end that only receives would wait for them for ever. The kernel answers the probes, so a process that
 * stands still for a while keeps its connections.
 */
final class TcpEndpoint implements Transport.Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TcpEndpoint.class);
    private static final int BACKLOG = 1024;
    private static final int PROBE_AFTER_S = 30;
    private static final int PROBE_EVERY_S = 10;
    private static final int UNANSWERED_PROBES = 6;

    private final String name;
    private final int threads;
    private Optional<EventLoopGroup> loops = Optional.empty();
    private Optional<ServerSocketChannel> server = Optional.empty();
    private boolean closed;

    TcpEndpoint(String name, int threads) {
        this.name = name;
        this.threads = threads;
    }

    @Override
    public int listen(BindAddress address, Consumer<Channel> accepted) throws IOException {
        ServerSocketChannel bound = bind(address);
        synchronized (this) {
            server = Optional.of(bound);
        }
        Thread acceptor = new Thread(() -> accept(bound, accepted), name + " acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
        return bound.socket().getLocalPort();
    }

    private static ServerSocketChannel bind(BindAddress address) throws IOException {
        IOException last = new IOException("no port to try");
        for (int port = address.firstPort(); port <= address.lastPort(); port++) {
            try {
                ServerSocketChannel channel = ServerSocketChannel.open();
                try {
                    return channel.bind(new InetSocketAddress(address.host(), port), BACKLOG);
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private void accept(ServerSocketChannel from, Consumer<Channel> accepted) {
        while (from.isOpen()) {
            try {
                register(from.accept(), accepted);
            } catch (IOException e) {
                if (from.isOpen()) {
                    LOG.warn("{} failed to accept a connection", name, e);
                }
            }
        }
    }

    private void register(SocketChannel socket, Consumer<Channel> accepted) throws IOException {
        try {
            socket.configureBlocking(false);
            Channel channel = new NioSocketChannel(null, socket);
            keepAlive(channel);
            accepted.accept(channel);
            loop().register(channel);
        } catch (WeftException e) {
            LOG.debug("A connection to {} came too late", name, e);
            socket.close();
        }
    }

    /** A connection of which the peer's host does not answer for 90 s breaks; within two hours where the system has no such settings. */
    private static void keepAlive(Channel channel) {
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), PROBE_AFTER_S);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), PROBE_EVERY_S);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), UNANSWERED_PROBES);
    }

    @Override
    public synchronized EventLoop loop() {
        if (closed) {
            throw new WeftException(ErrorCode.CONNECTION_LOST, name + " is closed");
        }
        if (loops.isEmpty()) {
            loops = Optional.of(NetworkThreads.start(name, threads));
        }
        return loops.get().next();
    }

    @Override
    public void connect(EventLoop loop, Transport.Target target, Consumer<Channel> prepared, Consumer<String> failed) {
        // On the loop, since looking up the host may block.
        loop.execute(() -> {
            InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
            if (address.isUnresolved()) {
                failed.accept("unknown host " + target.host());
                return;
            }
            Channel channel = new NioSocketChannel();
            channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                    target.timeout().toMillis());
            keepAlive(channel);
            prepared.accept(channel);
            loop.register(channel);
            channel.connect(address).addListener((ChannelFuture opened) -> {
                if (!opened.isSuccess()) {
                    failed.accept(String.valueOf(opened.cause().getMessage()));
                    channel.close();
                }
            });
        });
    }

    @Override
    public void close() {
        Optional<EventLoopGroup> running;
        Optional<ServerSocketChannel> listening;
        synchronized (this) {
            closed = true;
            running = loops;
            listening = server;
        }
        listening.ifPresent(this::close);
        running.ifPresent(NetworkThreads::stop);
    }

    private void close(ServerSocketChannel port) {
        try {
            port.close();
        } catch (IOException e) {
            LOG.debug("{} failed to close its port", name, e);
        }
    }
}
