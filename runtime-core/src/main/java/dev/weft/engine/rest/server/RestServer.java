package dev.weft.engine.rest.server;

import dev.weft.engine.common.Machine;
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

/**
 * The JobManager's HTTP server. It takes over a {@link BoundPort}, runs on one thread of its own, and reads published
 * immutable views only.
 */
public final class RestServer implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 64 << 10;

    private final EventLoopGroup thread;
    private final Channel channel;

    private RestServer(EventLoopGroup thread, Channel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    /**
     * Settings of the server.
     *
     * @param release shown to clients
     * @param cancelEnabled whether a job may be cancelled over REST
     * @param idleTimeout after which a silent connection is closed
     */
    public record Settings(Release release, boolean cancelEnabled, Duration idleTimeout) {}

    /**
     * Starts the server. Loads the HTTP classes, which is slow in a cold JVM: start it off the critical path.
     *
     * @param port taken over: closed with this server
     * @param views the latest published view; called from the server's thread, must not block
     * @param commands receives commands that change the cluster; its methods only enqueue
     * @param results told of clients that wait for results
     * @param machine the time, and the trigger ids of operations
     */
    public static RestServer start(
            BoundPort port,
            Settings settings,
            Supplier<ClusterView> views,
            ClusterCommands commands,
            ResultRequests results,
            Machine machine) {
        EventLoopGroup thread = NetworkThreads.start("weft-rest", 1);
        Routes routes = new Routes(
                commands,
                settings.release(),
                settings.cancelEnabled(),
                new OperationRoutes(
                        commands,
                        new Operations(machine.clock()),
                        () -> machine.newJobId().toHexString(),
                        results,
                        settings.cancelEnabled()));
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
                                .addLast(new RestConnection(routes, views, results, machine.clock()));
                    }
                })
                .register()
                .channel();
        return new RestServer(thread, channel);
    }

    /** Stops accepting, sends the responses that are under way, ends the thread. Does not wait. */
    @Override
    public void close() {
        channel.close();
        NetworkThreads.stop(thread);
    }
}
