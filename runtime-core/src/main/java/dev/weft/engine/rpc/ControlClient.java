package dev.weft.engine.rpc;

import dev.weft.engine.protocol.ControlCodec;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.transport.Transport;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;

/** Client of the control protocol: opens an executor's connection to the JobManager, on one network thread. */
public final class ControlClient implements MasterConnector {

    private final String host;
    private final int port;
    private final Secret secret;
    private final RpcSettings settings;
    private final Transport.Endpoint network;

    /**
     * @param host where the JobManager is reached
     * @param port its control port
     */
    public ControlClient(String host, int port, Secret secret, RpcSettings settings, Transport transport) {
        this.host = host;
        this.port = port;
        this.secret = secret;
        this.settings = settings;
        this.network = transport.open("control-client", 1);
    }

    @Override
    public void connect(Listener listener) {
        PeerProof proof = new PeerProof(secret, PeerProof.Purpose.CONTROL, settings.proofTimeout());
        network.connect(
                network.loop(),
                new Transport.Target(host, port, settings.connectTimeout()),
                channel -> {
                    FramedChannel.configure(channel, settings);
                    channel.pipeline().addLast(proof.connecting(new Admission(channel, listener)));
                },
                why -> listener.onClosed("cannot connect to " + host + ":" + port + ": " + why));
    }

    @Override
    public void close() {
        network.close();
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
