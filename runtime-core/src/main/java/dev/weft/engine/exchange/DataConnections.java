package dev.weft.engine.exchange;

import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.rpc.PeerProof;
import dev.weft.engine.transport.Transport;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;
import dev.weft.shaded.io.netty.channel.FixedRecvByteBufAllocator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data connections of an executor: one to each executor that it consumes from, one from each executor that consumes
 * from it. All channels of one direction are multiplexed over one connection. Thread-safe.
 */
final class DataConnections {

    private static final Logger LOG = LoggerFactory.getLogger(DataConnections.class);
    private static final int READ_BYTES = 128 << 10;

    private final ExchangeSettings settings;
    private final NetworkMemory memory;
    private final ProducerRegistry producers;
    private final Optional<SharedFile> shared;
    private final Transport.Endpoint network;
    private final PeerProof proof;
    private final Map<String, FetchingConnection> connections = new ConcurrentHashMap<>();

    DataConnections(
            ExchangeSettings settings,
            NetworkMemory memory,
            ProducerRegistry producers,
            Optional<SharedFile> shared,
            Transport.Endpoint network) {
        this.settings = settings;
        this.memory = memory;
        this.producers = producers;
        this.shared = shared;
        this.network = network;
        proof = new PeerProof(settings.secret(), PeerProof.Purpose.DATA, settings.connectTimeout());
    }

    /** Sets up the pipeline of an accepted connection. */
    void accept(Channel channel) {
        String from = String.valueOf(channel.remoteAddress());
        configure(channel);
        channel.pipeline().addLast(proof.accepting(new PeerProof.Listener() {
            @Override
            public void onProven(ChannelPipeline pipeline) {
                pipeline.addLast(new ServingConnection(producers, shared, settings.producerTimeout(), from));
            }

            @Override
            public void onRefused(String why) {
                LOG.warn("Refused the data connection from {}: it {}", from, why);
            }
        }));
    }

    private static void configure(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES));
    }

    /** The connection to an executor, opened if there is none. */
    RemoteInput.Line lineTo(DataAddress address) {
        return connections.compute(
                address.host() + ":" + address.port(),
                (key, known) -> known == null || known.isClosed() ? connect(address) : known);
    }

    private FetchingConnection connect(DataAddress address) {
        FetchingConnection connection = new FetchingConnection(memory, network.loop(), settings.shareMemory());
        network.connect(
                connection.loop(),
                new Transport.Target(address.host(), address.port(), settings.connectTimeout()),
                channel -> {
                    configure(channel);
                    channel.pipeline().addLast(proof.connecting(new PeerProof.Listener() {
                        @Override
                        public void onProven(ChannelPipeline pipeline) {
                            pipeline.addLast(connection);
                        }

                        @Override
                        public void onRefused(String why) {
                            connection.onLost("the peer " + why);
                        }
                    }));
                },
                why -> connection.onLost("cannot connect: " + why));
        return connection;
    }
}
