package dev.weft.streaming.api.datastream;

import dev.weft.api.common.operators.SlotSharingGroup;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.dag.Transformation;
import dev.weft.program.Chaining;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.transformations.SideOutputTransformation;
import dev.weft.util.OutputTag;

/**
 * The stream of an operation's results, with the properties of that operation: name, identity, parallelism, chaining,
 * slot sharing, side outputs.
 *
 * @param <T> the type of the results
 */
public class SingleOutputStreamOperator<T> extends DataStream<T> {
    /** A stream of an operation's results, for subclasses. */
    protected SingleOutputStreamOperator(StreamExecutionEnvironment environment, Transformation<T> transformation) {
        super(environment, transformation);
    }

    private OperatorTransformation<T> operator() {
        return (OperatorTransformation<T>) transformation;
    }

    /** The operation's name. */
    public String getName() {
        return transformation.getName();
    }

    /** Names the operation in logs, metrics, plan and REST. Without effect on state, which follows {@link #uid}. */
    public SingleOutputStreamOperator<T> name(String name) {
        transformation.setName(name);
        return this;
    }

    /**
     * Names the operation for its state: by this name a later version of the program finds it again, wherever the
     * operation then stands. Without it the identity follows from the operation's place in the graph, which changes
     * with the program.
     *
     * @param uid unique in the program; the program is refused otherwise
     */
    public SingleOutputStreamOperator<T> uid(String uid) {
        transformation.setUid(uid);
        return this;
    }

    /**
     * The id of the state of an operator in an earlier version of the program, for one that had no uid then; it goes before
     * {@link #uid}.
     *
     * @param uidHash 32 hexadecimal digits, as they stand in logs and in the REST interface
     */
    public SingleOutputStreamOperator<T> setUidHash(String uidHash) {
        transformation.setUidHash(uidHash);
        return this;
    }

    /**
     * How long results for other executors may wait in a buffer that is not full yet; trades latency for throughput.
     *
     * @param timeoutMillis milliseconds; 0 sends each element at once, -1 takes the program's {@link
     *     StreamExecutionEnvironment#setBufferTimeout timeout}
     */
    public SingleOutputStreamOperator<T> setBufferTimeout(long timeoutMillis) {
        transformation.setBufferTimeout(timeoutMillis);
        return this;
    }

    /** A longer text about the operation, shown in the plan and in REST instead of the name. */
    public SingleOutputStreamOperator<T> setDescription(String description) {
        transformation.setDescription(description);
        return this;
    }

    /**
     * The number of parallel instances of this operation.
     *
     * @param parallelism at least 1; operations that cannot run in parallel, such as {@code windowAll}, refuse more
     *     than 1
     */
    public SingleOutputStreamOperator<T> setParallelism(int parallelism) {
        transformation.setParallelism(parallelism);
        return this;
    }

    /**
     * The number of key groups into which keys are divided, and so the largest parallelism that this operation can be
     * rescaled to later with its state. It cannot change once state was saved.
     *
     * @param maxParallelism from 1 to 32768, not below the parallelism
     */
    public SingleOutputStreamOperator<T> setMaxParallelism(int maxParallelism) {
        transformation.setMaxParallelism(maxParallelism);
        return this;
    }

    /** Runs the operation in one instance, now and after every rescale. */
    public SingleOutputStreamOperator<T> forceNonParallel() {
        transformation.setParallelism(1);
        transformation.setMaxParallelism(1);
        return this;
    }

    /** Runs the operation in a task of its own: it is chained neither with the one before nor with those behind it. */
    public SingleOutputStreamOperator<T> disableChaining() {
        operator().chaining(Chaining.NEVER);
        return this;
    }

    /** Begins a new task with this operation: it is not chained with the one before it. */
    public SingleOutputStreamOperator<T> startNewChain() {
        operator().chaining(Chaining.HEAD);
        return this;
    }

    /**
     * Puts the operation into a slot sharing group. Tasks of one group may share a slot; tasks of different groups
     * never do. An operation without a group takes that of its inputs if they agree, else {@code "default"}.
     */
    public SingleOutputStreamOperator<T> slotSharingGroup(String slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }

    /** As {@link #slotSharingGroup(String)}, with the resources that a slot of the group needs. */
    public SingleOutputStreamOperator<T> slotSharingGroup(SlotSharingGroup slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }

    /**
     * Names the type of the results where it cannot be found from the function, as for most lambdas with generic
     * results. Called before the stream is used further.
     *
     * @param typeClass a class without type parameters
     */
    public SingleOutputStreamOperator<T> returns(Class<T> typeClass) {
        return returns(TypeInformation.of(typeClass));
    }

    /** As {@link #returns(Class)}, for generic types: {@code returns(new TypeHint<Tuple2<String, Long>>() {})}. */
    public SingleOutputStreamOperator<T> returns(TypeHint<T> typeHint) {
        return returns(TypeInformation.of(typeHint));
    }

    /** As {@link #returns(Class)}, with complete type information, for instance from {@code Types}. */
    public SingleOutputStreamOperator<T> returns(TypeInformation<T> typeInfo) {
        transformation.setOutputType(typeInfo);
        return this;
    }

    /**
     * The stream of what the operation's functions emit to a side output.
     *
     * @param sideOutputTag equal to the tag that the function emits to: the same id and the same type
     */
    public <X> SideOutputDataStream<X> getSideOutput(OutputTag<X> sideOutputTag) {
        return new SideOutputDataStream<>(environment, new SideOutputTransformation<>(transformation, sideOutputTag));
    }
}
