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
import dev.weft.streaming.api.functions.sink.RunsAsSink;
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
 * An unbounded or bounded stream of elements of one type, and the operations that make further streams of it.
 *
 * <p>A stream is a description: each method adds an operation to the program of the stream's environment and returns
 * the stream of its results. Nothing runs before {@link StreamExecutionEnvironment#execute()} or one of its kin.
 * Methods are called on one thread, the one that builds the program.
 *
 * <p>Functions are serialized when they are given to a method, and deserialized once for each parallel instance: what
 * they refer to must be serializable, and a field that cannot be is {@code transient} and made in {@code open}. Where
 * the type of the results cannot be found from the function (most lambdas with generic results), the program names it
 * by {@link SingleOutputStreamOperator#returns}.
 *
 * @param <T> the type of the elements
 */
public class DataStream<T> {
    protected final StreamExecutionEnvironment environment;
    protected final Transformation<T> transformation;

    /**
     * A stream of the results of a transformation. Programs get streams from the environment or from other streams
     * instead.
     */
    public DataStream(StreamExecutionEnvironment environment, Transformation<T> transformation) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.transformation = Objects.requireNonNull(transformation, "transformation");
    }

    /** The number of the transformation behind this stream, unique within the process that builds the program. */
    public int getId() {
        return transformation.getId();
    }

    /**
     * The number of parallel instances of the operation behind this stream: its own where it was set, else that of the
     * environment.
     */
    public int getParallelism() {
        return transformation.isParallelismConfigured()
                ? transformation.getParallelism()
                : environment.getParallelism();
    }

    /**
     * The type of the elements.
     *
     * @throws dev.weft.api.common.functions.InvalidTypesException if the type was neither found from the function nor
     *     named by {@link SingleOutputStreamOperator#returns}
     */
    public TypeInformation<T> getType() {
        return transformation.getOutputType();
    }

    /** The environment whose program this stream belongs to. */
    public StreamExecutionEnvironment getExecutionEnvironment() {
        return environment;
    }

    /** The execution configuration of the environment; changes are seen by the whole program. */
    public ExecutionConfig getExecutionConfig() {
        return environment.getConfig();
    }

    /** The transformation behind this stream, for code that inspects or extends the program's graph. */
    public Transformation<T> getTransformation() {
        return transformation;
    }

    /**
     * Takes away references to enclosing objects that the function does not use, and checks that it can be serialized.
     *
     * @throws dev.weft.api.common.InvalidProgramException if the function cannot be serialized; the message names the
     *     field
     */
    protected <F> F clean(F f) {
        return environment.clean(f);
    }

    /**
     * Merges this stream and others of the same type into one. Elements of one input keep their order; among inputs
     * there is none. The watermark is the smallest of all inputs'. A stream given twice contributes each element twice.
     *
     * @param streams further streams of the same type and the same environment
     * @throws UnsupportedOperationException if the types differ
     */
    @SafeVarargs
    public final DataStream<T> union(DataStream<T>... streams) {
        List<Transformation<T>> inputs = new ArrayList<>();
        inputs.add(transformation);
        for (DataStream<T> stream : streams) {
            inputs.add(stream.transformation);
        }
        return new DataStream<>(environment, new UnionTransformation<>(inputs));
    }

    /**
     * Puts two streams, possibly of different types, side by side as the two inputs of one function, which may share
     * state between them. No order holds between elements of different inputs.
     *
     * @param dataStream the second input, of the same environment
     */
    public <R> ConnectedStreams<T, R> connect(DataStream<R> dataStream) {
        return new ConnectedStreams<>(environment, this, dataStream);
    }

    /**
     * Groups the elements of both streams that have the same key and fall into the same window; the function sees each
     * group as two iterables, one of which may be empty. To be continued by {@code
     * where(...).equalTo(...).window(...).apply(...)}.
     */
    public <T2> CoGroupedStreams<T, T2> coGroup(DataStream<T2> otherStream) {
        return new CoGroupedStreams<>(this, otherStream);
    }

    /**
     * Joins the elements of both streams that have the same key and fall into the same window (inner join): the
     * function sees every pair. To be continued by {@code where(...).equalTo(...).window(...).apply(...)}.
     */
    public <T2> JoinedStreams<T, T2> join(DataStream<T2> otherStream) {
        return new JoinedStreams<>(this, otherStream);
    }

    /**
     * Puts all elements of the stream, whatever their keys, into windows. All of them go through one instance
     * (parallelism 1); where elements can be grouped, {@link KeyedStream#window} spreads the work.
     *
     * @param assigner decides the windows of each element
     */
    public <W extends Window> AllWindowedStream<T, W> windowAll(WindowAssigner<? super T, W> assigner) {
        return new AllWindowedStream<>(this, assigner);
    }

    /**
     * Tumbling windows of {@code size} elements each, in order of arrival, on one instance. Elements of a last window
     * that is not full are not evaluated.
     *
     * @param size the number of elements, at least 1
     */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size) {
        return windowAll(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
    }

    /**
     * Sliding windows by count, on one instance: with every {@code slide} elements a window over the last {@code size}.
     *
     * @param size the largest number of elements of a window, at least 1
     * @param slide after how many elements a window is evaluated, at least 1
     */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size, long slide) {
        return windowAll(GlobalWindows.create()).evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
    }

    /**
     * Tumbling windows of event time, on one instance; an older form of {@code
     * windowAll(TumblingEventTimeWindows.of(size))}.
     */
    public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size) {
        return windowAll(TumblingEventTimeWindows.of(size));
    }

    /**
     * Sliding windows of event time, on one instance; an older form of {@code
     * windowAll(SlidingEventTimeWindows.of(size, slide))}.
     */
    public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size, Time slide) {
        return windowAll(SlidingEventTimeWindows.of(size, slide));
    }

    /**
     * Puts this stream beside one whose elements reach every parallel instance and change broadcast state there, for
     * instance rules or configuration. To be continued by {@code process} with a {@code KeyedBroadcastProcessFunction}
     * if this stream is keyed, else with a {@code BroadcastProcessFunction}.
     */
    public <R> BroadcastConnectedStream<T, R> connect(BroadcastStream<R> broadcastStream) {
        return new BroadcastConnectedStream<>(
                environment, this, broadcastStream, broadcastStream.getBroadcastStateDescriptors());
    }

    /**
     * Partitions the stream by key: elements with equal keys go to the same parallel instance of the next operation,
     * which may keep state and timers for each key.
     *
     * <p>A key needs {@code equals} and a {@code hashCode} that is the same in every JVM. Arrays and classes that inherit
     * {@code hashCode} or {@code equals} from {@code Object} are refused, here where the type tells, else when the job
     * meets the first such key. Enums are hashed by name, also inside of tuples and collections. A key must not be null,
     * and must not be changed afterwards.
     *
     * @param key extracts the key; called for each element, must be deterministic
     * @throws dev.weft.api.common.InvalidProgramException if the key's type cannot be a key
     */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key) {
        return new KeyedStream<>(this, clean(key));
    }

    /** As {@link #keyBy(KeySelector)}, with the key's type named, for selectors whose result type cannot be found. */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key, TypeInformation<K> keyType) {
        return new KeyedStream<>(this, clean(key), keyType);
    }

    /**
     * Partitions the stream by fields of a tuple or array, given by position. A field that is composed itself stands
     * for all its fields.
     *
     * @param fields positions from 0
     * @throws dev.weft.api.common.InvalidProgramException if the type has no fields or no such position
     */
    public KeyedStream<T, Tuple> keyBy(int... fields) {
        return new KeyedStream<>(this, FieldKeySelector.of(getType(), fields));
    }

    /**
     * Partitions the stream by named fields: {@code "f0"} of a tuple, {@code "user.name"} of nested POJOs or records,
     * {@code "*"} for all.
     *
     * @throws dev.weft.api.common.InvalidProgramException if there is no such field; the message lists the fields that there are
     */
    public KeyedStream<T, Tuple> keyBy(String... fields) {
        return new KeyedStream<>(this, FieldKeySelector.of(getType(), fields));
    }

    /**
     * As {@link #partitionCustom(Partitioner, KeySelector)}, with the key taken from a tuple or array.
     *
     * @param field the position of the key, from 0
     */
    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, int field) {
        return partitionCustom(partitioner, OneFieldSelector.<T, K>of(getType(), field));
    }

    /**
     * As {@link #partitionCustom(Partitioner, KeySelector)}, with the key taken from a field.
     *
     * @param field the field's name; a path such as {@code "user.name"} leads into nested types
     */
    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, String field) {
        return partitionCustom(partitioner, OneFieldSelector.<T, K>of(getType(), field));
    }

    /**
     * Lets the program choose the parallel instance of the next operation for each element. Unlike {@link #keyBy} this
     * gives no keyed state.
     *
     * @param partitioner gives the instance, from 0 to the number of instances less one; another number fails the job
     * @param keySelector extracts what the partitioner decides by
     */
    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, KeySelector<T, K> keySelector) {
        return repartition(new Partitioning.Custom(clean(partitioner), clean(keySelector)));
    }

    /** Sends every element to every parallel instance of the next operation. */
    public DataStream<T> broadcast() {
        return repartition(new Partitioning.Broadcast());
    }

    /**
     * Makes this stream the broadcast side of {@link #connect(BroadcastStream)}: every instance sees all its elements
     * and keeps what it makes of them in broadcast state.
     *
     * @param broadcastStateDescriptors the broadcast states that the functions use, at least one, with different names
     * @throws IllegalArgumentException if none is given or two have one name
     */
    public BroadcastStream<T> broadcast(MapStateDescriptor<?, ?>... broadcastStateDescriptors) {
        if (broadcastStateDescriptors.length == 0) {
            throw new IllegalArgumentException("a broadcast stream needs at least one MapStateDescriptor");
        }
        return new BroadcastStream<>(environment, broadcast(), broadcastStateDescriptors);
    }

    /** Sends each element to a parallel instance of the next operation chosen at random, evenly distributed. */
    public DataStream<T> shuffle() {
        return repartition(new Partitioning.Shuffle());
    }

    /**
     * Sends each element to the parallel instance of the same number. The next operation must have the same
     * parallelism; the program is refused otherwise.
     */
    public DataStream<T> forward() {
        return repartition(new Partitioning.Forward());
    }

    /** Sends elements to all parallel instances of the next operation in turn (round robin), which evens out skew. */
    public DataStream<T> rebalance() {
        return repartition(new Partitioning.Rebalance());
    }

    /**
     * As {@link #rebalance}, but each instance sends in turn to a fixed subset of the next operation's instances: with
     * 2 before and 4 behind, each feeds 2. Fewer connections, and records may stay within an executor.
     */
    public DataStream<T> rescale() {
        return repartition(new Partitioning.Rescale());
    }

    /** Sends all elements to the first parallel instance of the next operation. */
    public DataStream<T> global() {
        return repartition(new Partitioning.Global());
    }

    DataStream<T> repartition(Partitioning partitioning) {
        return new DataStream<>(environment, new PartitionTransformation<>(transformation, partitioning));
    }

    /**
     * Begins a loop over the stream: what {@link IterativeStream#closeWith} gives back comes in again here. Such a job
     * never ends by itself, also over bounded input. Elements within the loop are not part of checkpoints.
     */
    public IterativeStream<T> iterate() {
        return new IterativeStream<>(this, 0);
    }

    /**
     * Begins a loop that ends when this stream has ended and nothing came back for a time.
     *
     * @param maxWaitTimeMillis the time in milliseconds; 0 waits for ever
     */
    public IterativeStream<T> iterate(long maxWaitTimeMillis) {
        return new IterativeStream<>(this, maxWaitTimeMillis);
    }

    /**
     * Makes one result of each element.
     *
     * @param mapper called for each element on the task's thread; an exception fails the job
     */
    public <R> SingleOutputStreamOperator<R> map(MapFunction<T, R> mapper) {
        return operator(OutputTypes.of(mapper, transformation), new Operation.Map(clean(mapper)));
    }

    /** As {@link #map(MapFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> map(MapFunction<T, R> mapper, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.Map(clean(mapper)));
    }

    /**
     * Makes any number of results of each element, none included.
     *
     * @param flatMapper called for each element on the task's thread; the collector is only valid during the call
     */
    public <R> SingleOutputStreamOperator<R> flatMap(FlatMapFunction<T, R> flatMapper) {
        return operator(OutputTypes.of(flatMapper, transformation), new Operation.FlatMap(clean(flatMapper)));
    }

    /** As {@link #flatMap(FlatMapFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> flatMap(FlatMapFunction<T, R> flatMapper, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.FlatMap(clean(flatMapper)));
    }

    /**
     * Keeps some fields of tuples: the results are tuples of the fields at these positions, in this order.
     *
     * @param fieldIndexes positions from 0; a position may be named twice
     * @throws dev.weft.api.common.InvalidProgramException if the elements are no tuples or have no such position
     */
    public <R extends Tuple> SingleOutputStreamOperator<R> project(int... fieldIndexes) {
        TupleTypeInfo<R> type = Projection.type(getType(), fieldIndexes);
        return map(Projection.<T, R>of(type, fieldIndexes), type).name("Projection");
    }

    /**
     * Makes any number of results of each element, with access to timestamp, watermark and side outputs. On a {@link
     * KeyedStream} the function also has keyed state and timers; elsewhere asking for a timer fails the job.
     */
    public <R> SingleOutputStreamOperator<R> process(ProcessFunction<T, R> processFunction) {
        return operator(
                OutputTypes.of(processFunction, ProcessFunction.class, 0, 1, transformation),
                new Operation.Process(clean(processFunction)));
    }

    /** As {@link #process(ProcessFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> process(
            ProcessFunction<T, R> processFunction, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.Process(clean(processFunction)));
    }

    /** Keeps the elements for which the function returns true. */
    public SingleOutputStreamOperator<T> filter(FilterFunction<T> filter) {
        return operator(OutputType.of(getType()), new Operation.Filter(clean(filter)));
    }

    /**
     * Gives each element an event timestamp and emits watermarks, both as the strategy says. Periodic watermarks are
     * emitted every {@link ExecutionConfig#getAutoWatermarkInterval()} milliseconds. Timestamps and watermarks from
     * before are replaced, except the last watermark of bounded input.
     */
    public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(WatermarkStrategy<T> watermarkStrategy) {
        return operator(
                OutputType.of(getType()), new Operation.AssignTimestampsAndWatermarks(clean(watermarkStrategy)));
    }

    /**
     * As {@link #assignTimestampsAndWatermarks(WatermarkStrategy)}, with an assigner of the older kind that is asked
     * for a watermark at intervals.
     */
    public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(
            AssignerWithPeriodicWatermarks<T> timestampAndWatermarkAssigner) {
        return assignTimestampsAndWatermarks(
                new AssignerWithPeriodicWatermarksAdapter.Strategy<>(clean(timestampAndWatermarkAssigner)));
    }

    /**
     * As {@link #assignTimestampsAndWatermarks(WatermarkStrategy)}, with an assigner of the older kind that is asked
     * for a watermark with each element.
     */
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

    /**
     * Adds an operator that the user wrote, for what functions cannot do. On a keyed stream it has keyed state and
     * timers.
     *
     * @param operatorName shown in logs and in the plan
     * @param outTypeInfo the type of the results
     * @param operator serialized and copied for each parallel instance
     */
    public <R> SingleOutputStreamOperator<R> transform(
            String operatorName, TypeInformation<R> outTypeInfo, OneInputStreamOperator<T, R> operator) {
        return doTransform(operatorName, outTypeInfo, SimpleOperatorFactory.of(clean(operator)));
    }

    /**
     * Adds an operator that the user wrote; the factory makes it in each task.
     *
     * @param operatorName shown in logs and in the plan
     * @param outTypeInfo the type of the results
     * @param operatorFactory serialized with the program
     */
    public <R> SingleOutputStreamOperator<R> transform(
            String operatorName, TypeInformation<R> outTypeInfo, OneInputStreamOperatorFactory<T, R> operatorFactory) {
        return doTransform(operatorName, outTypeInfo, clean(operatorFactory));
    }

    /** The common end of both {@code transform} methods, for subclasses. */
    protected <R> SingleOutputStreamOperator<R> doTransform(
            String operatorName, TypeInformation<R> outTypeInfo, StreamOperatorFactory<R> operatorFactory) {
        OperatorTransformation<R> operator = OperatorTransformation.oneInput(
                transformation,
                operatorName,
                OutputType.of(outTypeInfo),
                CustomOperators.operation(operatorFactory, getType(), outTypeInfo, getExecutionConfig()));
        CustomOperators.chain(operator, operatorFactory.getChainingStrategy());
        environment.addOperator(operator);
        return new SingleOutputStreamOperator<>(environment, operator);
    }

    /**
     * Prints each element's {@code toString()} as a line on the standard output of the process that runs the task: on
     * YARN the executor's {@code .out} log, in a local run the program's own. With several instances each line begins
     * with the instance's number and {@code "> "}.
     */
    public DataStreamSink<T> print() {
        return addSink(new PrintSinkFunction<>(false)).name("Print to Std. Out");
    }

    /** As {@link #print()}, on standard error. */
    public DataStreamSink<T> printToErr() {
        return addSink(new PrintSinkFunction<>(true)).name("Print to Std. Err");
    }

    /** As {@link #print()}, with a name at the beginning of each line. */
    public DataStreamSink<T> print(String sinkIdentifier) {
        return addSink(new PrintSinkFunction<>(sinkIdentifier, false)).name("Print to Std. Out");
    }

    /** As {@link #print(String)}, on standard error. */
    public DataStreamSink<T> printToErr(String sinkIdentifier) {
        return addSink(new PrintSinkFunction<>(sinkIdentifier, true)).name("Print to Std. Err");
    }

    /**
     * Ends the stream in a sink function, which is called for each element on the task's thread. Connectors that write
     * exactly once are {@link Sink}s: {@link #sinkTo}.
     */
    public DataStreamSink<T> addSink(SinkFunction<T> sinkFunction) {
        if (sinkFunction instanceof InputTypeConfigurable configurable) {
            configurable.setInputType(getType(), getExecutionConfig());
        }
        if (sinkFunction instanceof RunsAsSink<T> older) {
            return sinkTo(older.asSink());
        }
        return sink("Unnamed", new Operation.SinkFunctionCall(clean(sinkFunction)));
    }

    /**
     * Ends the stream in a sink. What its writers hold back for a commit becomes visible when the job commits: at the
     * end of bounded input.
     */
    public DataStreamSink<T> sinkTo(Sink<T> sink) {
        return sink("Sink", new Operation.SinkTo(clean(sink)));
    }

    /**
     * Runs the program and gives the elements of this stream as they come. The caller closes the iterator; closing it
     * before the end cancels the job.
     *
     * @throws Exception if the job cannot be started; a failure of the running job is thrown by the iterator
     */
    public CloseableIterator<T> executeAndCollect() throws Exception {
        return executeAndCollect((String) null);
    }

    /**
     * As {@link #executeAndCollect()}, with a name for the job.
     *
     * @param jobExecutionName shown by YARN, logs and REST; null takes the configured or default name
     */
    public CloseableIterator<T> executeAndCollect(String jobExecutionName) throws Exception {
        CloseableIterator<T> elements = collectAsync();
        environment.executeAsync(jobExecutionName);
        return elements;
    }

    /**
     * Runs the program and gives the first elements of this stream, at most {@code limit}; then the job is cancelled.
     *
     * @param limit at least 1
     */
    public List<T> executeAndCollect(int limit) throws Exception {
        return executeAndCollect(null, limit);
    }

    /** As {@link #executeAndCollect(int)}, with a name for the job. */
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
     * Prepares to collect the elements of this stream; they come once the program runs, so the iterator is used after
     * {@code execute} or {@code executeAsync}. The job keeps about a megabyte of elements that are not taken and then
     * waits: of several collected streams take all at the same time, on threads of their own or in turn.
     */
    public CloseableIterator<T> collectAsync() {
        Collector<T> collector = new Collector<>();
        collectAsync(collector);
        return collector.getOutput();
    }

    /** As {@link #collectAsync()}, with the iterator given to a collector. */
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

        /**
         * The elements, as they come once the program runs.
         *
         * @throws IllegalStateException if the collector was not given to {@link DataStream#collectAsync(Collector)}
         *     yet
         */
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
