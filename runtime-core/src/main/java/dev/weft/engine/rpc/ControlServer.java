package dev.weft.engine.rpc;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ControlCodec;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.shaded.io.netty.bootstrap.ServerBootstrap;
import dev.weft.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelFuture;
import dev.weft.shaded.io.netty.channel.ChannelInitializer;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.WriteBufferWaterMark;
import dev.weft.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JobManager's side of the control protocol: one port, one network thread, one connection an executor. */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    /** Called on the network thread; only enqueues. */
    public interface Listener {
        /** The first message of a connection. */
        void onRegister(ExecutorConnection connection, ExecutorMessage.Register register);

        /** Every further message, in order. */
        void onMessage(ExecutorConnection connection, ExecutorMessage message);

        /** A connection that had registered is gone. */
        void onClosed(ExecutorConnection connection, String reason);
    }

    private final EventLoopGroup network;
    private final Channel server;

    private ControlServer(EventLoopGroup network, Channel server) {
        this.network = network;
        this.server = server;
    }

    /** Listens; fails with EXTERNAL_SERVICE when no port of the range is free. */
    public static ControlServer bind(BindAddress address, RpcSettings settings, Secret secret, Listener listener) {
        EventLoopGroup network = NetworkThread.start("control-server");
        PeerProof proof = new PeerProof(secret, PeerProof.Purpose.CONTROL, settings.proofTimeout());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(network)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(settings))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(proof.accepting(new Admission(channel, settings, listener)));
                    }
                });
        Throwable last = new IllegalStateException("no port tried");
        for (int port = address.firstPort(); port <= address.lastPort(); port++) {
            ChannelFuture bound =
                    bootstrap.bind(new InetSocketAddress(address.host(), port)).awaitUninterruptibly();
            if (bound.isSuccess()) {
                return new ControlServer(network, bound.channel());
            }
            last = bound.cause();
        }
        NetworkThread.stop(network);
        throw new WeftException(
                ErrorCode.EXTERNAL_SERVICE,
                "the control port cannot be bound on " + address + ": " + last.getMessage(),
                last);
    }

    /** Twice the largest message may wait for the peer to read it. */
    static WriteBufferWaterMark waterMark(RpcSettings settings) {
        int high = (int) Math.min(Integer.MAX_VALUE, 2L * settings.maxFrameBytes() + 65_536);
        return new WriteBufferWaterMark(high / 2, high);
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Closes the port and every connection; does not wait. */
    @Override
    public void close() {
        server.close();
        NetworkThread.stop(network);
    }

    /** Decides about one accepted channel. */
    private record Admission(Channel channel, RpcSettings settings, Listener listener) implements PeerProof.Listener {
        @Override
        public void onProven(ChannelPipeline pipeline) {
            pipeline.addLast(new FrameDecoder(settings.maxFrameBytes()));
            pipeline.addLast(new Accepted(channel, settings.maxFrameBytes(), listener));
        }

        @Override
        public void onRefused(String why) {
            LOG.warn("Refused the control connection from {}: it {}", channel.remoteAddress(), why);
        }
    }

    private static final class Accepted extends FramedChannel implements ExecutorConnection {
        private final Listener listener;
        private boolean registered;

        Accepted(Channel channel, int maxFrameBytes, Listener listener) {
            super(channel, maxFrameBytes);
            this.listener = listener;
        }

        @Override
        public void send(MasterMessage message) {
            sendFrame(ControlCodec.encode(message), message.getClass().getSimpleName());
        }

        @Override
        public void close(String reason) {
            end(reason);
        }

        @Override
        void onFrame(byte[] frame) {
            ExecutorMessage message = ControlCodec.decodeExecutorMessage(frame);
            if (registered) {
                listener.onMessage(this, message);
            } else if (message instanceof ExecutorMessage.Register register) {
                registered = true;
                listener.onRegister(this, register);
            } else {
                end("its first message must register it, but was "
                        + message.getClass().getSimpleName());
            }
        }

        @Override
        void onEnded(String reason) {
            if (registered) {
                listener.onClosed(this, reason);
            } else {
                LOG.warn("Closed the control connection from {} before it registered: {}", remote(), reason);
            }
        }
    }
}
