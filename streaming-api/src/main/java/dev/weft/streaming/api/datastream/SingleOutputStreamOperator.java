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

/** A stream that an operator gives, with the operator's properties. */
public class SingleOutputStreamOperator<T> extends DataStream<T> {
    protected SingleOutputStreamOperator(StreamExecutionEnvironment environment, Transformation<T> transformation) {
        super(environment, transformation);
    }

    private OperatorTransformation<T> operator() {
        return (OperatorTransformation<T>) transformation;
    }

    public String getName() {
        return transformation.getName();
    }

    public SingleOutputStreamOperator<T> name(String name) {
        transformation.setName(name);
        return this;
    }

    /** The name by which the operator's state is found again; unique in the program. */
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
     * How long what the operator emits to other tasks may wait in a buffer.
     *
     * @param timeoutMillis 0 sends each element at once, -1 takes the timeout of the program
     */
    public SingleOutputStreamOperator<T> setBufferTimeout(long timeoutMillis) {
        transformation.setBufferTimeout(timeoutMillis);
        return this;
    }

    public SingleOutputStreamOperator<T> setDescription(String description) {
        transformation.setDescription(description);
        return this;
    }

    public SingleOutputStreamOperator<T> setParallelism(int parallelism) {
        transformation.setParallelism(parallelism);
        return this;
    }

    public SingleOutputStreamOperator<T> setMaxParallelism(int maxParallelism) {
        transformation.setMaxParallelism(maxParallelism);
        return this;
    }

    public SingleOutputStreamOperator<T> forceNonParallel() {
        transformation.setParallelism(1);
        transformation.setMaxParallelism(1);
        return this;
    }

    /** The operator shares its task with no other. */
    public SingleOutputStreamOperator<T> disableChaining() {
        operator().chaining(Chaining.NEVER);
        return this;
    }

    /** The operator starts a task. */
    public SingleOutputStreamOperator<T> startNewChain() {
        operator().chaining(Chaining.HEAD);
        return this;
    }

    public SingleOutputStreamOperator<T> slotSharingGroup(String slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }

    public SingleOutputStreamOperator<T> slotSharingGroup(SlotSharingGroup slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }

    /** Says the type where it cannot be found, as for most lambdas with generic results. */
    public SingleOutputStreamOperator<T> returns(Class<T> typeClass) {
        return returns(TypeInformation.of(typeClass));
    }

    public SingleOutputStreamOperator<T> returns(TypeHint<T> typeHint) {
        return returns(TypeInformation.of(typeHint));
    }

    public SingleOutputStreamOperator<T> returns(TypeInformation<T> typeInfo) {
        transformation.setOutputType(typeInfo);
        return this;
    }

    /** What the operator's functions emit to that tag. */
    public <X> SideOutputDataStream<X> getSideOutput(OutputTag<X> sideOutputTag) {
        return new SideOutputDataStream<>(environment, new SideOutputTransformation<>(transformation, sideOutputTag));
    }
}
