package dev.weft.benchmarks.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.JobTopology.VertexInfo;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An endless job of two tasks with a keyed exchange in between: {@code numbers -> flat map} and {@code sink}. Deployed
 * from the main thread in place of a JobMaster, which also stops it.
 */
final class TwoTasks<T> implements TaskEvents, AutoCloseable {

    private static final long PATIENCE_S = 30;
    private static final VertexId PRODUCER = new VertexId("0".repeat(31) + "1");
    private static final VertexId CONSUMER = new VertexId("0".repeat(31) + "2");
    private static final NumberSequenceSource NUMBERS = new NumberSequenceSource(0, Long.MAX_VALUE >> 16);

    private final CompletableFuture<Void> producerEnded = new CompletableFuture<>();
    private final CompletableFuture<Void> consumerEnded = new CompletableFuture<>();
    private final CompletableFuture<RunningTask> producer = new CompletableFuture<>();
    private final CompletableFuture<RunningTask> consumer = new CompletableFuture<>();
    private final JobTopology topology;
    private final ChainSpec produce;
    private final ChainSpec consume;
    private final List<TaskEngine> engines = new ArrayList<>();
    private volatile String failure = "";

    /** Does nothing with a record: what arrives is counted by the engine. */
    private static final class Nothing<T> implements SinkFunction<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(T value, Context context) {}
    }

    /**
     * @param executors where the producer and the consumer run; one for an exchange inside an executor
     */
    TwoTasks(
            JobID job,
            List<DataAddress> executors,
            FlatMapFunction<Long, T> records,
            TypeInformation<T> type,
            KeySelector<T, Long> key) {
        Partitioning keyed = new Partitioning.KeyGroups(key, Types.LONG);
        topology = new JobTopology(
                job,
                "two tasks",
                Map.of(),
                List.of(new VertexInfo(PRODUCER, "producer", 1, 128), new VertexInfo(CONSUMER, "consumer", 1, 128)),
                List.of(new JobEdge(PRODUCER, 0, CONSUMER, 0, ShipStrategy.HASH)),
                executors,
                Map.of(
                        PRODUCER,
                        List.of(new Placed(0, 0, 1)),
                        CONSUMER,
                        List.of(new Placed(executors.size() - 1, 0, 1))));
        ChainSpec.Settings settings = new ChainSpec.Settings(false, new ExecutionConfig());
        produce = new ChainSpec(
                List.of(
                        operator(
                                0,
                                new Operation.FromSource(NUMBERS, WatermarkStrategy.noWatermarks()),
                                List.of(new Link("", Link.Kind.OPERATOR, 1, Types.LONG))),
                        operator(1, new Operation.FlatMap(records), List.of(new Link("", Link.Kind.OUTPUT, 0, type)))),
                List.of(),
                List.of(new NetworkOutput(type, keyed, 100)),
                settings);
        consume = new ChainSpec(
                List.of(operator(0, new Operation.SinkFunctionCall(new Nothing<T>()), List.of())),
                List.of(new NetworkInput(0, type, keyed)),
                List.of(),
                settings);
    }

    static DataAddress address(int executor, int dataPort) {
        return new DataAddress(new ExecutorId("executor-" + executor), "127.0.0.1", dataPort);
    }

    void startProducer(TaskEngine engine) {
        producer.complete(start(engine, 0, PRODUCER, produce));
    }

    void startConsumer(TaskEngine engine) {
        consumer.complete(start(engine, topology.executors().size() - 1, CONSUMER, consume));
    }

    private static ChainedOperator operator(int index, Operation operation, List<Link> links) {
        return new ChainedOperator(
                new OperatorId(String.format("%032x", index + 1)), operation.label(), operation, links);
    }

    private RunningTask start(TaskEngine engine, int executor, VertexId vertex, ChainSpec chain) {
        engines.add(engine);
        TaskPlan plan = new TaskPlan(
                topology.executors().get(executor).executor(),
                topology,
                new ExecutionAttemptId(vertex, 0, 0, 1),
                vertex.equals(PRODUCER) ? 0 : 1,
                UserObjects.write(chain, "chain"),
                Optional.empty(),
                false,
                BlobStore.none(),
                TwoTasks.class.getClassLoader());
        return engine.start(plan, this);
    }

    /** What the consumer has read of its channel so far: bytes from the network, none when it gets objects. */
    long bytes() {
        check();
        return consumer.join().metrics().bytesIn();
    }

    /** Records that the consumer has read so far. */
    long records() {
        check();
        return consumer.join().metrics().recordsIn();
    }

    private void check() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
    }

    /** Ends the tasks that were started here. */
    @Override
    public void close() {
        stop(producer, producerEnded);
        stop(consumer, consumerEnded);
        engines.forEach(engine -> engine.releaseJob(topology.jobId()));
    }

    private static void stop(CompletableFuture<RunningTask> task, CompletableFuture<Void> ended) {
        if (task.isDone()) {
            task.join().cancel();
            ended.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        }
    }

    @Override
    public void onCheckpointStored(
            ExecutionAttemptId attempt, long checkpointId, Payload state, CheckpointTimings timings, boolean ended) {}

    @Override
    public void onCheckpointDeclined(ExecutionAttemptId attempt, long checkpointId, FailureCause cause) {}

    @Override
    public void onCollector(ExecutionAttemptId attempt, String sink) {}

    @Override
    public void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
        if (signal instanceof SourceSignal.ReaderRegistered) {
            try {
                byte[] split = NUMBERS.getSplitSerializer()
                        .serialize(new NumberSequenceSplit("all", NUMBERS.getFrom(), NUMBERS.getTo()));
                SourceCommand command = new SourceCommand.AddSplits(
                        NUMBERS.getSplitSerializer().getVersion(), List.of(new Payload(split)));
                producer.thenAccept(task -> task.deliver(operator, command));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void onEnded(ExecutionAttemptId attempt) {
        (attempt.vertex().equals(PRODUCER) ? producerEnded : consumerEnded).complete(null);
    }

    @Override
    public void onFailed(ExecutionAttemptId attempt, FailureCause cause) {
        failure = attempt + " failed: " + cause;
        onEnded(attempt);
    }

    @Override
    public void onCanceled(ExecutionAttemptId attempt) {
        onEnded(attempt);
    }

    @Override
    public void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators) {
        onEnded(attempt);
    }

    @Override
    public void onRunning(ExecutionAttemptId attempt) {}

    @Override
    public void onReadyToCommit(ExecutionAttemptId attempt) {}
}
