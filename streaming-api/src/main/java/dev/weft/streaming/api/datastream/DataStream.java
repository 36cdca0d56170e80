package dev.weft.streaming.api.datastream;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FilterFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.Partitioner;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.dag.Transformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.InputTypeConfigurable;
import dev.weft.api.java.typeutils.TupleTypeInfo;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.AssignerWithPeriodicWatermarks;
import dev.weft.streaming.api.functions.AssignerWithPunctuatedWatermarks;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.sink.PrintSinkFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperatorFactory;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import dev.weft.streaming.api.operators.collect.CollectResultIterator;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.transformations.PartitionTransformation;
import dev.weft.streaming.api.transformations.UnionTransformation;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.windows.GlobalWindow;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.runtime.operators.util.AssignerWithPeriodicWatermarksAdapter;
import dev.weft.streaming.runtime.operators.util.AssignerWithPunctuatedWatermarksAdapter;
import dev.weft.util.CloseableIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A stream of elements of one type.
 *
 * @param <T> the elements
 */
public class DataStream<T> {
    protected final StreamExecutionEnvironment environment;
    protected final Transformation<T> transformation;

    public DataStream(StreamExecutionEnvironment environment, Transformation<T> transformation) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.transformation = Objects.requireNonNull(transformation, "transformation");
    }

    public int getId() {
        return transformation.getId();
    }

    /** The parallelism of the operator behind this stream. */
    public int getParallelism() {
        return transformation.isParallelismConfigured()
                ? transformation.getParallelism()
                : environment.getParallelism();
    }

    public TypeInformation<T> getType() {
        return transformation.getOutputType();
    }

    public StreamExecutionEnvironment getExecutionEnvironment() {
        return environment;
    }

    public ExecutionConfig getExecutionConfig() {
        return environment.getConfig();
    }

    public Transformation<T> getTransformation() {
        return transformation;
    }

    protected <F> F clean(F f) {
        return environment.clean(f);
    }

    /** The elements of this stream and of the others, in no order among each other. */
    @SafeVarargs
    public final DataStream<T> union(DataStream<T>... streams) {
        List<Transformation<T>> inputs = new ArrayList<>();
        inputs.add(transformation);
        for (DataStream<T> stream : streams) {
            inputs.add(stream.transformation);
        }
        return new DataStream<>(environment, new UnionTransformation<>(inputs));
    }

    /** Both streams side by side, so that one function sees the elements of both. */
    public <R> ConnectedStreams<T, R> connect(DataStream<R> dataStream) {
        return new ConnectedStreams<>(environment, this, dataStream);
    }

    /** The elements of both streams that share a key and a window, group by group. */
    public <T2> CoGroupedStreams<T, T2> coGroup(DataStream<T2> otherStream) {
        return new CoGroupedStreams<>(this, otherStream);
    }

    /** The pairs of elements of both streams that share a key and a window. */
    public <T2> JoinedStreams<T, T2> join(DataStream<T2> otherStream) {
        return new JoinedStreams<>(this, otherStream);
    }

    /** Puts all elements into windows, which one instance evaluates. */
    public <W extends Window> AllWindowedStream<T, W> windowAll(WindowAssigner<? super T, W> assigner) {
        return new AllWindowedStream<>(this, assigner);
    }

    /** Windows of so many elements. */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size) {
        return windowAll(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
    }

    /** With every {@code slide} elements a window of the last {@code size}. */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size, long slide) {
        return windowAll(GlobalWindows.create()).evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
    }

    /** An older way to write tumbling windows of event time. */
    public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size) {
        return windowAll(TumblingEventTimeWindows.of(size));
    }

    /** An older way to write sliding windows of event time. */
    public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size, Time slide) {
        return windowAll(SlidingEventTimeWindows.of(size, slide));
    }

    /** This stream beside one that tells every instance the same. */
    public <R> BroadcastConnectedStream<T, R> connect(BroadcastStream<R> broadcastStream) {
        return new BroadcastConnectedStream<>(
                environment, this, broadcastStream, broadcastStream.getBroadcastStateDescriptors());
    }

    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key) {
        return new KeyedStream<>(this, clean(key));
    }

    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key, TypeInformation<K> keyType) {
        return new KeyedStream<>(this, clean(key), keyType);
    }

    /** By fields of tuples or arrays; a field that has fields stands for all of them. */
    public KeyedStream<T, Tuple> keyBy(int... fields) {
        return new KeyedStream<>(this, FieldKeySelector.of(getType(), fields));
    }

    /** By fields by name: {@code "f0"} of tuples, {@code "user.name"} of POJOs and records, {@code "*"} for all. */
    public KeyedStream<T, Tuple> keyBy(String... fields) {
        return new KeyedStream<>(this, FieldKeySelector.of(getType(), fields));
    }

    /** @param field the position of what the partitioner decides by, in a tuple or array */
    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, int field) {
        return partitionCustom(partitioner, OneFieldSelector.<T, K>of(getType(), field));
    }

    /** @param field names what the partitioner decides by; a path such as "user.name" leads into nested types */
    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, String field) {
        return partitionCustom(partitioner, OneFieldSelector.<T, K>of(getType(), field));
    }

    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, KeySelector<T, K> keySelector) {
        return repartition(new Partitioning.Custom(clean(partitioner), clean(keySelector)));
    }

    /** Every element to every instance of the next operator. */
    public DataStream<T> broadcast() {
        return repartition(new Partitioning.Broadcast());
    }

    /** Every element to every instance that this stream is connected to, to change broadcast states there. */
    public BroadcastStream<T> broadcast(MapStateDescriptor<?, ?>... broadcastStateDescriptors) {
        if (broadcastStateDescriptors.length == 0) {
            throw new IllegalArgumentException("a broadcast stream needs at least one MapStateDescriptor");
        }
        return new BroadcastStream<>(environment, broadcast(), broadcastStateDescriptors);
    }

    public DataStream<T> shuffle() {
        return repartition(new Partitioning.Shuffle());
    }

    /** To the instance of the same number; the next operator must have the same parallelism. */
    public DataStream<T> forward() {
        return repartition(new Partitioning.Forward());
    }

    public DataStream<T> rebalance() {
        return repartition(new Partitioning.Rebalance());
    }

    public DataStream<T> rescale() {
        return repartition(new Partitioning.Rescale());
    }

    /** Everything to the first instance of the next operator. */
    public DataStream<T> global() {
        return repartition(new Partitioning.Global());
    }

    DataStream<T> repartition(Partitioning partitioning) {
        return new DataStream<>(environment, new PartitionTransformation<>(transformation, partitioning));
    }

    /** A loop that never ends. */
    public IterativeStream<T> iterate() {
        return new IterativeStream<>(this, 0);
    }

    /** A loop that ends when this stream has ended and nothing came back for so many milliseconds. */
    public IterativeStream<T> iterate(long maxWaitTimeMillis) {
        return new IterativeStream<>(this, maxWaitTimeMillis);
    }

    public <R> SingleOutputStreamOperator<R> map(MapFunction<T, R> mapper) {
        return operator(OutputTypes.of(mapper, transformation), new Operation.Map(clean(mapper)));
    }

    public <R> SingleOutputStreamOperator<R> map(MapFunction<T, R> mapper, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.Map(clean(mapper)));
    }

    public <R> SingleOutputStreamOperator<R> flatMap(FlatMapFunction<T, R> flatMapper) {
        return operator(OutputTypes.of(flatMapper, transformation), new Operation.FlatMap(clean(flatMapper)));
    }

    public <R> SingleOutputStreamOperator<R> flatMap(FlatMapFunction<T, R> flatMapper, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.FlatMap(clean(flatMapper)));
    }

    /** The fields of tuples at these positions, in this order. */
    public <R extends Tuple> SingleOutputStreamOperator<R> project(int... fieldIndexes) {
        TupleTypeInfo<R> type = Projection.type(getType(), fieldIndexes);
        return map(Projection.<T, R>of(type, fieldIndexes), type).name("Projection");
    }

    public <R> SingleOutputStreamOperator<R> process(ProcessFunction<T, R> processFunction) {
        return operator(
                OutputTypes.of(processFunction, ProcessFunction.class, 0, 1, transformation),
                new Operation.Process(clean(processFunction)));
    }

    public <R> SingleOutputStreamOperator<R> process(
            ProcessFunction<T, R> processFunction, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.Process(clean(processFunction)));
    }

    public SingleOutputStreamOperator<T> filter(FilterFunction<T> filter) {
        return operator(OutputType.of(getType()), new Operation.Filter(clean(filter)));
    }

    public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(WatermarkStrategy<T> watermarkStrategy) {
        return operator(
                OutputType.of(getType()), new Operation.AssignTimestampsAndWatermarks(clean(watermarkStrategy)));
    }

    /** An older way to write a {@link WatermarkStrategy}. */
    public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(
            AssignerWithPeriodicWatermarks<T> timestampAndWatermarkAssigner) {
        return assignTimestampsAndWatermarks(
                new AssignerWithPeriodicWatermarksAdapter.Strategy<>(clean(timestampAndWatermarkAssigner)));
    }

    /** An older way to write a {@link WatermarkStrategy}. */
    public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(
            AssignerWithPunctuatedWatermarks<T> timestampAndWatermarkAssigner) {
        return assignTimestampsAndWatermarks(
                new AssignerWithPunctuatedWatermarksAdapter.Strategy<>(clean(timestampAndWatermarkAssigner)));
    }

    <R> SingleOutputStreamOperator<R> operator(OutputType<R> type, Operation operation) {
        OperatorTransformation<R> operator =
                OperatorTransformation.oneInput(transformation, operation.label(), type, operation);
        environment.addOperator(operator);
        return new SingleOutputStreamOperator<>(environment, operator);
    }

    /** An operator that the user wrote; on a keyed stream it has state and timers of keys. */
    public <R> SingleOutputStreamOperator<R> transform(
            String operatorName, TypeInformation<R> outTypeInfo, OneInputStreamOperator<T, R> operator) {
        return doTransform(operatorName, outTypeInfo, SimpleOperatorFactory.of(clean(operator)));
    }

    /** An operator that the user wrote and a factory makes in the task. */
    public <R> SingleOutputStreamOperator<R> transform(
            String operatorName, TypeInformation<R> outTypeInfo, OneInputStreamOperatorFactory<T, R> operatorFactory) {
        return doTransform(operatorName, outTypeInfo, clean(operatorFactory));
    }

    protected <R> SingleOutputStreamOperator<R> doTransform(
            String operatorName, TypeInformation<R> outTypeInfo, StreamOperatorFactory<R> operatorFactory) {
        OperatorTransformation<R> operator = OperatorTransformation.oneInput(
                transformation,
                operatorName,
                OutputType.of(outTypeInfo),
                WrittenOperators.operation(operatorFactory, getType(), outTypeInfo, getExecutionConfig()));
        WrittenOperators.chain(operator, operatorFactory.getChainingStrategy());
        environment.addOperator(operator);
        return new SingleOutputStreamOperator<>(environment, operator);
    }

    /** Prints each element as a line on the standard output of the process that runs the task. */
    public DataStreamSink<T> print() {
        return addSink(new PrintSinkFunction<>(false)).name("Print to Std. Out");
    }

    public DataStreamSink<T> printToErr() {
        return addSink(new PrintSinkFunction<>(true)).name("Print to Std. Err");
    }

    /** The same, with a name at the beginning of each line. */
    public DataStreamSink<T> print(String sinkIdentifier) {
        return addSink(new PrintSinkFunction<>(sinkIdentifier, false)).name("Print to Std. Out");
    }

    public DataStreamSink<T> printToErr(String sinkIdentifier) {
        return addSink(new PrintSinkFunction<>(sinkIdentifier, true)).name("Print to Std. Err");
    }

    public DataStreamSink<T> addSink(SinkFunction<T> sinkFunction) {
        if (sinkFunction instanceof InputTypeConfigurable configurable) {
            configurable.setInputType(getType(), getExecutionConfig());
        }
        return sink("Unnamed", new Operation.SinkFunctionCall(clean(sinkFunction)));
    }

    public DataStreamSink<T> sinkTo(Sink<T> sink) {
        return sink("Sink", new Operation.SinkTo(clean(sink)));
    }

    /** Runs the program and gives the elements of this stream as they come; closing the iterator cancels the job. */
    public CloseableIterator<T> executeAndCollect() throws Exception {
        return executeAndCollect((String) null);
    }

    public CloseableIterator<T> executeAndCollect(String jobExecutionName) throws Exception {
        CloseableIterator<T> elements = collectAsync();
        environment.executeAsync(jobExecutionName);
        return elements;
    }

    /** Runs the program and gives the first elements of this stream. */
    public List<T> executeAndCollect(int limit) throws Exception {
        return executeAndCollect(null, limit);
    }

    @SuppressWarnings("try") // closing may be interrupted
    public List<T> executeAndCollect(String jobExecutionName, int limit) throws Exception {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "the number of elements to collect is " + limit + ", it must be above 0");
        }
        try (CloseableIterator<T> elements = executeAndCollect(jobExecutionName)) {
            List<T> first = new ArrayList<>();
            while (first.size() < limit && elements.hasNext()) {
                first.add(elements.next());
            }
            return first;
        }
    }

    /**
     * The elements of this stream, as they come once the program runs; to be used after execute or executeAsync. Of elements
     * that are not taken the job keeps a megabyte, then it waits: of several streams take all at the same time.
     */
    public CloseableIterator<T> collectAsync() {
        Collector<T> collector = new Collector<>();
        collectAsync(collector);
        return collector.getOutput();
    }

    public void collectAsync(Collector<T> collector) {
        String id = "collect-" + Transformation.getNewNodeId();
        sink("Data stream collect sink", new Operation.Collect(id)).setParallelism(1);
        CollectResultIterator<T> elements = new CollectResultIterator<>(
                id, getType().createSerializer(getExecutionConfig().getSerializerConfig()));
        environment.registerCollectIterator(elements);
        collector.output = elements;
    }

    /** Takes the elements of a stream that {@link #collectAsync(Collector)} is called for. */
    public static class Collector<T> {
        private CloseableIterator<T> output;

        /** The elements. */
        public CloseableIterator<T> getOutput() {
            if (output == null) {
                throw new IllegalStateException("the collector collects nothing yet: give it to collectAsync first");
            }
            return output;
        }
    }

    private DataStreamSink<T> sink(String name, Operation operation) {
        OperatorTransformation<T> sink =
                OperatorTransformation.oneInput(transformation, name, OutputType.of(getType()), operation);
        environment.addOperator(sink);
        return new DataStreamSink<>(sink);
    }
}
