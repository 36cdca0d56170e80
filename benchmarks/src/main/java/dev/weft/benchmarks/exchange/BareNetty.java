package dev.weft.benchmarks.exchange;

import dev.weft.shaded.io.netty.bootstrap.Bootstrap;
import dev.weft.shaded.io.netty.bootstrap.ServerBootstrap;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.buffer.Unpooled;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import dev.weft.shaded.io.netty.channel.ChannelInitializer;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.FixedRecvByteBufAllocator;
import dev.weft.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import dev.weft.shaded.io.netty.channel.nio.NioIoHandler;
import dev.weft.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import dev.weft.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * As fast as netty moves frames over one loopback connection when nobody looks into them: one thread queues the same few frames again and again, an
 * event loop writes them, another one reads and releases. It is what the exchange is compared with.
 */
public final class BareNetty implements AutoCloseable {

    private static final int FRAMES = 16;
    private static final int READ_BYTES = 128 << 10;

    private final EventLoopGroup writing = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup reading = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicLong received = new AtomicLong();
    private final ByteBuffer[] frames = new ByteBuffer[FRAMES];
    private final Semaphore free = new Semaphore(FRAMES);
    private final Channel channel;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean stopped;

    public BareNetty(int frameBytes) throws InterruptedException {
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = ByteBuffer.allocateDirect(frameBytes);
        }
        Channel server = new ServerBootstrap()
                .group(reading)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Reader());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        channel = new Bootstrap()
                .group(writing)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(server.localAddress())
                .sync()
                .channel();
        new Thread(this::write, "Bare writer").start();
    }

    private final class Reader extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            received.lazySet(received.get() + in.readableBytes());
            in.release();
        }
    }

    private void write() {
        for (int i = 0; !stopped; i = (i + 1) % FRAMES) {
            free.acquireUninterruptibly();
            channel.writeAndFlush(Unpooled.wrappedBuffer(frames[i])).addListener(sent -> free.release());
        }
        ended.release();
    }

    /** Bytes read so far. */
    public long bytes() {
        return received.get();
    }

    @Override
    public void close() {
        stopped = true;
        ended.acquireUninterruptibly();
        channel.close().syncUninterruptibly();
        writing.shutdownGracefully();
        reading.shutdownGracefully();
    }
}
