package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.JobShape.DataAddress;
import dev.weft.engine.rpc.BindAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network side of the exchange. It listens from the start, with a plain socket, because the port must be known when
 * the executor registers; everything else, netty first of all, is loaded with the first connection.
 */
final class RemoteExchange implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteExchange.class);

    private final ExchangeSettings settings;
    private final NetworkMemory memory;
    private final ProducerRegistry producers = new ProducerRegistry();
    private final ServerSocketChannel server;
    private final Thread acceptor;
    private Optional<Transport> transport = Optional.empty();
    private Optional<SharedFile> file = Optional.empty();
    private boolean fileTried;
    private boolean closed;

    RemoteExchange(ExchangeSettings settings) {
        this.settings = settings;
        memory = new NetworkMemory(settings.networkBytes(), settings.bufferBytes());
        server = bind(settings.bind());
        acceptor = new Thread(this::accept, "Data acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static ServerSocketChannel bind(BindAddress address) {
        IOException last = new IOException("no port to try");
        for (int port = address.firstPort(); port <= address.lastPort(); port++) {
            try {
                ServerSocketChannel channel = ServerSocketChannel.open();
                try {
                    return channel.bind(new InetSocketAddress(address.host(), port), 1024);
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new WeftException(
                ErrorCode.EXTERNAL_SERVICE,
                "cannot listen for data connections on " + address + ": " + last.getMessage()
                        + "; check taskmanager.bind-host and taskmanager.data.port",
                last);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel peer = server.accept();
                transport().accept(peer);
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("Accepting a data connection failed", e);
                }
            } catch (WeftException e) {
                LOG.debug("A data connection came too late", e);
            }
        }
    }

    private synchronized Transport transport() {
        if (closed) {
            throw new WeftException(ErrorCode.CONNECTION_LOST, "this executor's data plane is closed");
        }
        if (transport.isEmpty()) {
            transport = Optional.of(new Transport(settings, memory, producers, shared()));
        }
        return transport.get();
    }

    /** What executors on this host may read in place. */
    private synchronized Optional<SharedFile> shared() {
        if (!fileTried && settings.shareMemory() && !closed) {
            fileTried = true;
            file = SharedFile.create(settings.bufferBytes());
        }
        return file;
    }

    /**
     * The producing end of a channel to another executor, registered for its consumer.
     *
     * @param sameHost whether the other executor seems to run on this host
     */
    OutputChannel output(
            ChannelId id,
            boolean sameHost,
            Wakeup producer,
            IoCounters counters,
            TypeSerializer<Object> serializer,
            boolean keyed,
            boolean immediate,
            RecordLimit limit) {
        RemoteOutput output = new RemoteOutput(
                id,
                memory,
                sameHost ? shared() : Optional.empty(),
                producer,
                counters,
                serializer,
                keyed,
                immediate,
                limit,
                () -> producers.forget(id));
        producers.register(output);
        return output;
    }

    /** The consuming end of a channel from another executor; asks for records when it is started. */
    InputChannel input(
            ChannelId id, int gate, int index, boolean keyed, TypeSerializer<Object> serializer, DataAddress from) {
        return new RemoteInput(
                id,
                gate,
                index,
                keyed,
                serializer,
                settings.maxRecordBytes(),
                from,
                memory,
                transport().lineTo(from));
    }

    void releaseJob(JobID job) {
        producers.release(Optional.of(job)).forEach(RemoteOutput::onReleased);
    }

    /** Buffers that are set aside at the moment. */
    int reservedBuffers() {
        return memory.reserved();
    }

    @Override
    public void close() {
        Optional<Transport> open;
        synchronized (this) {
            closed = true;
            open = transport;
        }
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("Closing the data port failed", e);
        }
        open.ifPresent(Transport::close);
        producers.release(Optional.empty()).forEach(RemoteOutput::onReleased);
        file.ifPresent(SharedFile::close);
    }
}
