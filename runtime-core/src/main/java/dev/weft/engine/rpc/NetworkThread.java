package dev.weft.engine.rpc;

import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import dev.weft.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;

/** One daemon thread for all channels of one side. */
final class NetworkThread {

    private NetworkThread() {}

    static EventLoopGroup start(String name) {
        return new MultiThreadIoEventLoopGroup(
                1,
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                NioIoHandler.newFactory());
    }

    static void stop(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
