package dev.weft.engine.exchange;

import dev.weft.engine.protocol.JobShape.DataAddress;
import dev.weft.engine.rpc.NetworkThread;
import dev.weft.engine.rpc.PeerProof;
import dev.weft.shaded.io.netty.bootstrap.Bootstrap;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelInitializer;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.channel.FixedRecvByteBufAllocator;
import dev.weft.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import dev.weft.shaded.io.netty.channel.nio.NioIoHandler;
import dev.weft.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The netty side of the exchange: one connection to each executor that this one consumes from, one from each that
 * consumes from this one, each carrying all channels of its direction. Safe from any thread.
 */
final class Transport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final int READ_BYTES = 128 << 10;

    private final ExchangeSettings settings;
    private final NetworkMemory memory;
    private final ProducerRegistry producers;
    private final Optional<SharedFile> shared;
    private final EventLoopGroup loops;
    private final PeerProof proof;
    private final Map<String, FetchingConnection> connections = new ConcurrentHashMap<>();

    Transport(
            ExchangeSettings settings, NetworkMemory memory, ProducerRegistry producers, Optional<SharedFile> shared) {
        this.shared = shared;
        this.settings = settings;
        this.memory = memory;
        this.producers = producers;
        AtomicInteger count = new AtomicInteger();
        loops = new MultiThreadIoEventLoopGroup(
                settings.ioThreads(),
                work -> {
                    Thread thread = new Thread(work, "Data network " + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                NioIoHandler.newFactory());
        proof = new PeerProof(settings.secret(), PeerProof.Purpose.DATA, settings.connectTimeout());
    }

    /** A consumer's executor has connected. */
    void accept(SocketChannel peer) throws IOException {
        String from = String.valueOf(peer.getRemoteAddress());
        peer.configureBlocking(false);
        NioSocketChannel channel = new NioSocketChannel(null, peer);
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
        loops.register(channel);
    }

    private static void configure(Channel channel) {
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES));
    }

    /** The connection to an executor, made if there is none. */
    RemoteInput.Line lineTo(DataAddress address) {
        return connections.compute(
                address.host() + ":" + address.port(),
                (key, known) -> known == null || known.isClosed() ? connect(address) : known);
    }

    private FetchingConnection connect(DataAddress address) {
        FetchingConnection connection = new FetchingConnection(memory, loops.next(), settings.shareMemory());
        new Bootstrap()
                .group(connection.loop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
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
                    }
                })
                .connect(new InetSocketAddress(address.host(), address.port()))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        connection.onLost("cannot connect: " + done.cause().getMessage());
                    }
                });
        return connection;
    }

    @Override
    public void close() {
        NetworkThread.stop(loops);
    }
}
