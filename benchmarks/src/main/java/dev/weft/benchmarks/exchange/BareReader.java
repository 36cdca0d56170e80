package dev.weft.benchmarks.exchange;

import dev.weft.shaded.io.netty.bootstrap.ServerBootstrap;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
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
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Baseline consumer: an event loop that reads from one connection and discards the data. */
final class BareReader implements AutoCloseable {

    private static final int READ_BYTES = 128 << 10;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicLong received = new AtomicLong();
    private final Channel server;

    BareReader() throws InterruptedException {
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Reading());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private final class Reading extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            received.lazySet(received.get() + in.readableBytes());
            in.release();
        }
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Bytes read so far. */
    long bytes() {
        return received.get();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
