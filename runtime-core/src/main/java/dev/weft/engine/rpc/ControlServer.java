package dev.weft.engine.rpc;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ControlCodec;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server of the control protocol in the JobManager: one port, one network thread, one connection per executor. */
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

    private final Transport.Endpoint network;
    private final int port;

    private ControlServer(Transport.Endpoint network, int port) {
        this.network = network;
        this.port = port;
    }

    /** Binds the port; fails with EXTERNAL_SERVICE when no port of the range is free. */
    public static ControlServer bind(
            BindAddress address, RpcSettings settings, Secret secret, Transport transport, Listener listener) {
        Transport.Endpoint network = transport.open("control-server", 1);
        PeerProof proof = new PeerProof(secret, PeerProof.Purpose.CONTROL, settings.proofTimeout());
        try {
            int port = network.listen(address, channel -> {
                FramedChannel.configure(channel, settings);
                channel.pipeline().addLast(proof.accepting(new Admission(channel, settings, listener)));
            });
            return new ControlServer(network, port);
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "the control port cannot be bound on " + address + ": " + e.getMessage(),
                    e);
        }
    }

    public int port() {
        return port;
    }

    /** Closes the port and every connection; does not wait. */
    @Override
    public void close() {
        network.close();
    }

    /** Adds the protocol handlers to an accepted channel once its peer is authenticated. */
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
