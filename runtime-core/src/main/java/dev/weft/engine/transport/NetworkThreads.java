package dev.weft.engine.transport;

import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import dev.weft.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts and stops netty event loop groups. */
public final class NetworkThreads {

    /**
     * Must be above zero: netty 4.2 closes a loop's channels on the iteration after the call that stops it, and with a
     * quiet period of zero there may be no further iteration. The peer would then not see the connection close.
     */
    private static final long QUIET_PERIOD_MS = 1;

    private static final long PATIENCE_MS = 1000;

    private NetworkThreads() {}

    /** Daemon threads that serve channels; each starts with its first channel. */
    public static EventLoopGroup start(String name, int threads) {
        AtomicInteger count = new AtomicInteger();
        return new MultiThreadIoEventLoopGroup(
                threads,
                work -> {
                    Thread thread = new Thread(work, threads == 1 ? name : name + " " + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                NioIoHandler.newFactory());
    }

    /** Closes all channels of the group's loops, then ends their threads. Does not wait. */
    public static void stop(EventLoopGroup group) {
        group.shutdownGracefully(QUIET_PERIOD_MS, PATIENCE_MS, TimeUnit.MILLISECONDS);
    }
}
