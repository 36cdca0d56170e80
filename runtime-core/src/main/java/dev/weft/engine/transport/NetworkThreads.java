package dev.weft.engine.transport;

import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import dev.weft.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts and stops netty's threads. */
public final class NetworkThreads {

    /**
     * Above zero, though nobody needs the quiet: netty 4.2 closes a loop's channels on its next turn after it was told to
     * stop, and without a quiet period there may be no next turn. The peer would then never hear of it.
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
