package dev.weft.benchmarks.exchange;

import dev.weft.shaded.io.netty.bootstrap.Bootstrap;
import dev.weft.shaded.io.netty.buffer.Unpooled;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import dev.weft.shaded.io.netty.channel.nio.NioIoHandler;
import dev.weft.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Baseline producer: one thread that queues the same few frames repeatedly, and an event loop that writes them to one
 * connection.
 */
final class BareWriter implements AutoCloseable {

    private static final int FRAMES = 16;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ByteBuffer[] frames = new ByteBuffer[FRAMES];
    private final Semaphore free = new Semaphore(FRAMES);
    private final Semaphore ended = new Semaphore(0);
    private final Channel channel;
    private volatile boolean stopped;

    BareWriter(int frameBytes, int port) throws InterruptedException {
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = ByteBuffer.allocateDirect(frameBytes);
        }
        channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect("127.0.0.1", port)
                .sync()
                .channel();
        new Thread(this::write, "Bare writer").start();
    }

    private void write() {
        for (int i = 0; !stopped; i = (i + 1) % FRAMES) {
            free.acquireUninterruptibly();
            channel.writeAndFlush(Unpooled.wrappedBuffer(frames[i])).addListener(sent -> free.release());
        }
        ended.release();
    }

    @Override
    public void close() {
        stopped = true;
        ended.acquireUninterruptibly();
        channel.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
