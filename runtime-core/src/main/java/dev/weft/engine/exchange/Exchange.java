package dev.weft.engine.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.functions.Partitioner;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.engine.graph.ChannelLayout.Range;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import dev.weft.engine.types.KeyHasher;
import dev.weft.engine.usercode.records.Copies;
import dev.weft.program.Partitioning;
import java.util.ArrayList;
import java.util.List;

/**
 * The data exchange of one executor: queues between its own tasks, network channels to tasks of other executors.
 * Thread-safe; the channels belong to the tasks that open them.
 */
public final class Exchange implements AutoCloseable {

    private final LocalChannels local = new LocalChannels();
    private final RemoteExchange remote;
    private final int maxRecordBytes;

    public Exchange(ExchangeSettings settings, Transport transport) {
        remote = new RemoteExchange(settings, transport);
        maxRecordBytes = settings.maxRecordBytes();
    }

    /** The port on which this executor accepts data connections. */
    public int dataPort() {
        return remote.port();
    }

    /**
     * Opens all channels of a task.
     *
     * @param backpressure is told when an output is full; its wake-up is signalled when there is room, and when there is
     *     something to read
     * @param inFlight records that the task processes before what is sent to it
     */
    public TaskChannels open(
            TaskEndpoint task, Backpressure backpressure, IoCounters counters, List<InFlightPiece> inFlight) {
        Inputs inputs = new Inputs(backpressure.wakeup(), counters);
        List<Output> outputs = new ArrayList<>();
        try {
            List<NetworkOutput> specs = task.chain().outputs();
            for (int output = 0; output < specs.size(); output++) {
                outputs.add(openOutput(task, output, specs.get(output), backpressure, counters));
            }
            openInputs(task, inputs, inFlight);
            return new TaskChannels(inputs, outputs);
        } catch (RuntimeException | Error e) {
            new TaskChannels(inputs, outputs).close();
            throw e;
        }
    }

    private void openInputs(TaskEndpoint task, Inputs inputs, List<InFlightPiece> inFlight) {
        List<InputChannel> channels = new ArrayList<>();
        List<NetworkInput> specs = task.chain().inputs();
        int[] countOfGate = new int[2];
        try {
            for (int input = 0; input < specs.size(); input++) {
                NetworkInput spec = specs.get(input);
                JobEdge edge = task.inputEdge(input);
                TypeSerializer<Object> serializer = serializer(task, spec.type());
                Range producers = task.layout(edge).producersOf(task.attempt().subtask());
                for (int p = producers.from(); p < producers.until(); p++) {
                    Placed placed = task.placed(edge.producer(), p);
                    ChannelId id = new ChannelId(
                            task.job(), task.attemptOf(edge.producer(), p), edge.output(), task.attempt());
                    int index = countOfGate[spec.gate()]++;
                    boolean here = task.isHere(placed);
                    InputSpec channel = new InputSpec(
                            spec.gate(),
                            index,
                            input,
                            p,
                            here ? serializer : serializer.duplicate(),
                            edge.strategy() == ShipStrategy.HASH,
                            isAligned(edge));
                    channels.add(
                            here
                                    ? new LocalInput(channel, local.channel(id))
                                    : remote.input(id, channel, task.address(placed)));
                }
            }
        } finally {
            inputs.connect(channels);
        }
        inputs.restore(restored(task, inFlight));
        channels.forEach(channel -> channel.start(inputs));
    }

    /**
     * Barriers do not overtake records that the user's partitioner has placed: after a restore with another parallelism
     * nobody could tell which subtask they belong to.
     */
    private static boolean isAligned(JobEdge edge) {
        return edge.strategy() == ShipStrategy.CUSTOM;
    }

    private static List<InputChannel> restored(TaskEndpoint task, List<InFlightPiece> inFlight) {
        List<InputChannel> restored = new ArrayList<>();
        int parallelism = task.vertex(task.attempt().vertex()).parallelism();
        int maxParallelism = task.vertex(task.attempt().vertex()).maxParallelism();
        KeyGroupRange own = KeyGroupRange.of(task.attempt().subtask(), parallelism, maxParallelism);
        for (InFlightPiece piece : inFlight) {
            for (InFlightPiece.Part part : piece.parts()) {
                NetworkInput input = task.chain().inputs().get(part.input());
                JobEdge edge = task.inputEdge(part.input());
                InputSpec channel = new InputSpec(
                        input.gate(),
                        0,
                        part.input(),
                        part.producer(),
                        serializer(task, input.type()),
                        edge.strategy() == ShipStrategy.HASH,
                        isAligned(edge));
                restored.add(new RestoredInput(
                        channel,
                        part,
                        piece.bytes(),
                        piece.shared(),
                        hash -> own.contains(KeyGroups.groupOf(hash, maxParallelism))));
            }
        }
        return restored;
    }

    private Output openOutput(
            TaskEndpoint task, int output, NetworkOutput spec, Backpressure backpressure, IoCounters counters) {
        JobEdge edge = task.outputEdge(output);
        Range consumers = task.layout(edge).consumersOf(task.attempt().subtask());
        boolean keyed = edge.strategy() == ShipStrategy.HASH;
        boolean immediate = spec.bufferTimeoutMs() == 0;
        TypeSerializer<Object> serializer = serializer(task, spec.type());
        Copies copies = edge.strategy() == ShipStrategy.BROADCAST
                ? Copies.always(serializer)
                : Copies.leaving(task.chain(), output, serializer);
        RecordLimit limit = new RecordLimit(maxRecordBytes, task.operatorOf(output));
        OutputChannel[] channels = new OutputChannel[consumers.size()];
        for (int i = 0; i < channels.length; i++) {
            int consumer = consumers.from() + i;
            ChannelId id = new ChannelId(task.job(), task.attempt(), output, task.attemptOf(edge.consumer(), consumer));
            Placed placed = task.placed(edge.consumer(), consumer);
            channels[i] = task.isHere(placed)
                    ? new LocalOutput(
                            local.channel(id),
                            backpressure,
                            counters,
                            keyed,
                            serializer,
                            copies,
                            immediate ? 1 : LocalOutput.largestBatch(channels.length))
                    : remote.output(
                            id, task.isOnThisHost(placed), backpressure, counters, serializer, keyed, immediate, limit);
        }
        return spread(task, edge, spec.partitioning(), channels);
    }

    @SuppressWarnings("unchecked") // the program graph has matched selectors, partitioners and the stream's type
    private static Output spread(TaskEndpoint task, JobEdge edge, Partitioning partitioning, OutputChannel[] channels) {
        String name = task.vertex(task.attempt().vertex()).name();
        int subtask = task.attempt().subtask();
        return switch (edge.strategy()) {
            case FORWARD, GLOBAL -> new SingleOutput(channels, 0);
            case REBALANCE, RESCALE -> new RoundRobinOutput(channels, subtask);
            case SHUFFLE -> new RandomOutput(channels, 0x5851f42d4c957f2dL * (subtask + 1));
            case BROADCAST -> new BroadcastOutput(channels);
            case HASH -> {
                if (!(partitioning instanceof Partitioning.KeyGroups keys)) {
                    throw mismatch(edge, partitioning);
                }
                yield new HashOutput(
                        channels,
                        (KeySelector<Object, Object>) keys.keySelector(),
                        KeyHasher.of(keys.keyType()),
                        task.vertex(edge.consumer()).maxParallelism(),
                        name,
                        task.vertex(edge.consumer()).name());
            }
            case CUSTOM -> {
                if (!(partitioning instanceof Partitioning.Custom custom)) {
                    throw mismatch(edge, partitioning);
                }
                yield new CustomOutput(
                        channels,
                        (KeySelector<Object, Object>) custom.keySelector(),
                        (Partitioner<Object>) custom.partitioner(),
                        name);
            }
        };
    }

    private static WeftException mismatch(JobEdge edge, Partitioning partitioning) {
        return new WeftException(
                ErrorCode.INTERNAL,
                "output " + edge.output() + " of vertex " + edge.producer() + " is shipped as " + edge.strategy()
                        + " but partitioned as " + partitioning.label());
    }

    @SuppressWarnings("unchecked") // the engine moves records as objects; the type travels with the channel
    private static TypeSerializer<Object> serializer(TaskEndpoint task, TypeInformation<?> type) {
        ExecutionConfig config = task.chain().settings().executionConfig();
        return (TypeSerializer<Object>) type.createSerializer(config.getSerializerConfig());
    }

    /**
     * Drops the channels of attempts that the topology does not name; no others will ask for channels from now on. A
     * task that was cancelled before it opened its channels leaves them to the tasks at their other ends.
     */
    public void releaseFormer(JobTopology topology) {
        local.releaseFormer(topology.jobId(), topology::names);
        remote.releaseFormer(topology.jobId(), topology::names);
    }

    /** Drops the channels of a job, of which no task will ask for channels any more. */
    public void releaseJob(JobID job) {
        local.releaseJob(job);
        remote.releaseJob(job);
    }

    /** Closes all connections and releases the network memory. */
    @Override
    public void close() {
        remote.close();
    }
}
