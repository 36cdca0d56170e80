package dev.weft.benchmarks.micro;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Element;
import dev.weft.engine.exchange.Exchange;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.exchange.Inputs;
import dev.weft.engine.exchange.IoCounters;
import dev.weft.engine.exchange.Output;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.TaskChannels;
import dev.weft.engine.exchange.TaskEndpoint;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.JobTopology.VertexInfo;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * A keyed channel between two minimal tasks: the caller's thread writes, and another thread reads the records and sums
 * their values.
 */
final class Line<T> implements AutoCloseable {

    private static final VertexId PRODUCER = new VertexId("0".repeat(31) + "1");
    private static final VertexId CONSUMER = new VertexId("0".repeat(31) + "2");

    private final List<Exchange> exchanges = new ArrayList<>();
    private final ToLongFunction<T> value;
    private final AtomicLong sum = new AtomicLong();
    private final Wakeup reading = new Wakeup(Machine.system());
    private final TaskChannels producer;
    private final TaskChannels consumer;
    private final Thread reader;

    /**
     * What travels.
     *
     * @param value of a record, which the reader looks at
     */
    record Load<T>(TypeInformation<T> type, KeySelector<T, Long> key, ToLongFunction<T> value) {}

    private Line(Load<T> load, List<ExchangeSettings> settings) {
        this.value = load.value();
        List<DataAddress> executors = new ArrayList<>();
        for (ExchangeSettings of : settings) {
            Exchange exchange = new Exchange(of, Transport.tcp());
            executors.add(
                    new DataAddress(new ExecutorId("executor-" + exchanges.size()), "127.0.0.1", exchange.dataPort()));
            exchanges.add(exchange);
        }
        TypeInformation<T> type = load.type();
        Partitioning keyed = new Partitioning.KeyGroups(load.key(), Types.LONG);
        int far = executors.size() - 1;
        JobTopology topology = new JobTopology(
                new JobID(),
                "line",
                Map.of(),
                List.of(new VertexInfo(PRODUCER, "producer", 1, 128), new VertexInfo(CONSUMER, "consumer", 1, 128)),
                List.of(new JobEdge(PRODUCER, 0, CONSUMER, 0, ShipStrategy.HASH)),
                executors,
                Map.of(PRODUCER, List.of(new Placed(0, 0, 1)), CONSUMER, List.of(new Placed(far, 0, 1))));
        ChainSpec.Settings chain = new ChainSpec.Settings(false, new ExecutionConfig());
        Operation source = new Operation.FromSource(new NumberSequenceSource(0, 1), WatermarkStrategy.noWatermarks());
        ChainedOperator operator = new ChainedOperator(
                new OperatorId("1".repeat(32)), "source", source, List.of(new Link("", Link.Kind.OUTPUT, 0, type)));
        consumer = open(
                far,
                reading,
                new TaskEndpoint(
                        executors.get(far).executor(),
                        topology,
                        new ExecutionAttemptId(CONSUMER, 0, 0, 1),
                        new ChainSpec(List.of(), List.of(new NetworkInput(0, type, keyed)), List.of(), chain)));
        producer = open(
                0,
                new Wakeup(Machine.system()),
                new TaskEndpoint(
                        executors.get(0).executor(),
                        topology,
                        new ExecutionAttemptId(PRODUCER, 0, 0, 1),
                        new ChainSpec(
                                List.of(operator), List.of(), List.of(new NetworkOutput(type, keyed, 100)), chain)));
        reader = new Thread(this::read, "Reader");
        reader.start();
    }

    /** Both tasks on one executor. */
    static <T> Line<T> local(Load<T> load) {
        return new Line<>(load, List.of(settings(Secret.random(), true)));
    }

    /** @param shareMemory whether the executors read each other's buffers in place, or over a TCP connection */
    static <T> Line<T> betweenExecutors(Load<T> load, boolean shareMemory) {
        Secret secret = Secret.random();
        return new Line<>(load, List.of(settings(secret, shareMemory), settings(secret, shareMemory)));
    }

    private static ExchangeSettings settings(Secret secret, boolean shareMemory) {
        return new ExchangeSettings(
                64L << 20,
                32 << 10,
                128 << 20,
                shareMemory,
                BindAddress.anyPort("127.0.0.1"),
                secret,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    private TaskChannels open(int executor, Wakeup wakeup, TaskEndpoint task) {
        return exchanges
                .get(executor)
                .open(task, new Backpressure(wakeup, new YieldFlag()), new IoCounters(), List.of());
    }

    /** Where the caller's records go. */
    Output output() {
        return producer.outputs().get(0);
    }

    private void read() {
        Inputs inputs = consumer.inputs();
        try {
            while (true) {
                Element element = inputs.poll();
                if (element instanceof Batch batch) {
                    add(batch);
                } else if (element == null) {
                    reading.arm();
                    if (inputs.hasMore()) {
                        reading.disarm();
                    } else {
                        reading.park();
                    }
                }
            }
        } catch (TaskCanceledException closed) {
            consumer.close();
        }
    }

    @SuppressWarnings("unchecked") // the engine handles records as objects
    private void add(Batch batch) {
        long more = 0;
        for (int i = 0; i < batch.size(); i++) {
            more += value.applyAsLong((T) batch.value(i));
        }
        sum.lazySet(sum.get() + more);
    }

    @Override
    public void close() {
        reading.cancel();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        exchanges.forEach(Exchange::close);
    }
}
