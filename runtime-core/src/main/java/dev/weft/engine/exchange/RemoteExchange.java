package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The network part of the exchange. It listens from the start, because an executor registers with its port; everything
 * else is created with the first connection.
 */
final class RemoteExchange implements AutoCloseable {

    private final ExchangeSettings settings;
    private final NetworkMemory memory;
    private final ProducerRegistry producers = new ProducerRegistry();
    private final Transport.Endpoint network;
    private final int port;
    private Optional<DataConnections> connections = Optional.empty();
    private Optional<SharedFile> file = Optional.empty();
    private boolean fileTried;
    private boolean closed;

    RemoteExchange(ExchangeSettings settings, Transport transport) {
        this.settings = settings;
        memory = new NetworkMemory(settings.networkBytes(), settings.bufferBytes());
        network = transport.open("Data network", settings.ioThreads());
        port = listen();
    }

    private int listen() {
        try {
            return network.listen(settings.bind(), channel -> connections().accept(channel));
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "cannot listen for data connections on " + settings.bind() + ": " + e.getMessage()
                            + "; check taskmanager.bind-host and taskmanager.data.port",
                    e);
        }
    }

    int port() {
        return port;
    }

    private synchronized DataConnections connections() {
        if (closed) {
            throw new WeftException(ErrorCode.CONNECTION_LOST, "this executor's data plane is closed");
        }
        if (connections.isEmpty()) {
            connections = Optional.of(new DataConnections(settings, memory, producers, shared(), network));
        }
        return connections.get();
    }

    /** The file through which executors on this host can read buffers in place. */
    private synchronized Optional<SharedFile> shared() {
        if (!fileTried && settings.shareMemory() && !closed) {
            fileTried = true;
            file = SharedFile.create(settings.bufferBytes());
        }
        return file;
    }

    /**
     * Creates the producing end of a channel to another executor and registers it for its consumer.
     *
     * @param sameHost whether the other executor seems to run on this host
     */
    OutputChannel output(
            ChannelId id,
            boolean sameHost,
            Backpressure backpressure,
            IoCounters counters,
            TypeSerializer<Object> serializer,
            boolean keyed,
            boolean immediate,
            RecordLimit limit) {
        RemoteOutput output = new RemoteOutput(
                id,
                memory,
                sameHost ? shared() : Optional.empty(),
                backpressure,
                counters,
                serializer,
                keyed,
                immediate,
                limit,
                () -> producers.forget(id));
        producers.register(output);
        return output;
    }

    /** Creates the consuming end of a channel from another executor; it requests records when it is started. */
    InputChannel input(ChannelId id, InputSpec spec, DataAddress from) {
        return new RemoteInput(
                id, spec, settings.maxRecordBytes(), from, memory, connections().lineTo(from));
    }

    void releaseJob(JobID job) {
        producers.release(id -> id.job().equals(job)).forEach(RemoteOutput::onReleased);
        producers.forgetRequests(id -> id.job().equals(job));
    }

    /**
     * Drops the outputs of which an end is none of the current attempts. Requests stay: those of attempts of which this
     * executor has not heard yet may be among them.
     */
    void releaseFormer(JobID job, Predicate<ExecutionAttemptId> current) {
        producers
                .release(id -> id.job().equals(job) && !(current.test(id.producer()) && current.test(id.consumer())))
                .forEach(RemoteOutput::onReleased);
    }

    /** Number of reserved buffers. */
    int reservedBuffers() {
        return memory.reserved();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<RemoteOutput> outputs = producers.release(id -> true);
        producers.forgetRequests(id -> true);
        outputs.forEach(RemoteOutput::onExecutorEnds);
        network.close();
        outputs.forEach(RemoteOutput::onReleased);
        file.ifPresent(SharedFile::close);
    }
}
