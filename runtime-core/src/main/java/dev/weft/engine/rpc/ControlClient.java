package dev.weft.engine.rpc;

import dev.weft.engine.protocol.ControlCodec;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.shaded.io.netty.bootstrap.Bootstrap;
import dev.weft.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelFuture;
import dev.weft.shaded.io.netty.channel.ChannelInitializer;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/** The executor's side of the control protocol. */
public final class ControlClient implements MasterConnector {

    private final String host;
    private final int port;
    private final Secret secret;
    private final RpcSettings settings;
    private final EventLoopGroup network = NetworkThread.start("control-client");

    /**
     * @param host where the JobManager is reached
     * @param port its control port
     */
    public ControlClient(String host, int port, Secret secret, RpcSettings settings) {
        this.host = host;
        this.port = port;
        this.secret = secret;
        this.settings = settings;
    }

    @Override
    public void connect(Listener listener) {
        // On the network thread, since looking up the host may block.
        network.execute(() -> connectNow(listener));
    }

    private void connectNow(Listener listener) {
        PeerProof proof = new PeerProof(secret, PeerProof.Purpose.CONTROL, settings.proofTimeout());
        new Bootstrap()
                .group(network)
                .disableResolver()
                .channel(NioSocketChannel.class)
                // Few and small messages; a pool would load ninety classes and start flight recorder events.
                .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, ControlServer.waterMark(settings))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(proof.connecting(new Admission(channel, listener)));
                    }
                })
                .connect(new InetSocketAddress(host, port))
                .addListener((ChannelFuture opened) -> {
                    if (!opened.isSuccess()) {
                        listener.onClosed("cannot connect to " + host + ":" + port + ": "
                                + opened.cause().getMessage());
                    }
                });
    }

    @Override
    public void close() {
        NetworkThread.stop(network);
    }

    private final class Admission implements PeerProof.Listener {
        private final Channel channel;
        private final Listener listener;

        Admission(Channel channel, Listener listener) {
            this.channel = channel;
            this.listener = listener;
        }

        @Override
        public void onProven(ChannelPipeline pipeline) {
            pipeline.addLast(new FrameDecoder(settings.maxFrameBytes()));
            Connected connected = new Connected(channel, settings.maxFrameBytes(), listener);
            pipeline.addLast(connected);
            listener.onConnected(connected);
        }

        @Override
        public void onRefused(String why) {
            listener.onClosed("the JobManager at " + host + ":" + port + " " + why);
        }
    }

    private static final class Connected extends FramedChannel implements MasterConnection {
        private final Listener listener;

        Connected(Channel channel, int maxFrameBytes, Listener listener) {
            super(channel, maxFrameBytes);
            this.listener = listener;
        }

        @Override
        public void send(ExecutorMessage message) {
            sendFrame(ControlCodec.encode(message), message.getClass().getSimpleName());
        }

        @Override
        public void close() {
            end("closed by this executor");
        }

        @Override
        void onFrame(byte[] frame) {
            listener.onMessage(ControlCodec.decodeMasterMessage(frame));
        }

        @Override
        void onEnded(String reason) {
            listener.onClosed(reason);
        }
    }
}
