package dev.weft.engine.rest.server;

import dev.weft.engine.common.Clock;
import dev.weft.engine.transport.NetworkThreads;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterView;
import dev.weft.shaded.io.netty.bootstrap.ServerBootstrap;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelInitializer;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.socket.SocketChannel;
import dev.weft.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import dev.weft.shaded.io.netty.handler.codec.http.HttpObjectAggregator;
import dev.weft.shaded.io.netty.handler.codec.http.HttpServerCodec;
import dev.weft.shaded.io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers REST requests on a {@link BoundPort}, on one thread of its own, from what has been published. */
public final class RestServer implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 64 << 10;

    private final EventLoopGroup thread;
    private final Channel channel;

    private RestServer(EventLoopGroup thread, Channel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    /**
     * How to answer.
     *
     * @param release shown to clients
     * @param cancelEnabled whether a job may be cancelled over REST
     * @param idleTimeout after which a silent connection is closed
     */
    public record Settings(Release release, boolean cancelEnabled, Duration idleTimeout) {}

    /**
     * Starts to answer. Loads the HTTP classes, which takes a cold JVM some time: start it beside the critical path.
     *
     * @param port taken over: closed with this server
     * @param views the latest published picture; called from the server's thread, must not block
     * @param commands changes; only enqueue
     * @param watch told of clients that wait for results
     */
    public static RestServer start(
            BoundPort port,
            Settings settings,
            Supplier<ClusterView> views,
            ClusterCommands commands,
            ResultWatch watch) {
        EventLoopGroup thread = NetworkThreads.start("weft-rest", 1);
        Routes routes = new Routes(commands, settings.release(), settings.cancelEnabled());
        Channel channel = new ServerBootstrap()
                .group(thread)
                .channelFactory(() -> new NioServerSocketChannel(port.channel()))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection
                                .pipeline()
                                .addLast(new IdleStateHandler(
                                        0, 0, settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                .addLast(new RestConnection(routes, views, watch, Clock.system()));
                    }
                })
                .register()
                .channel();
        return new RestServer(thread, channel);
    }

    /** Stops accepting, lets running answers go out, ends the thread. Does not wait. */
    @Override
    public void close() {
        channel.close();
        NetworkThreads.stop(thread);
    }
}
