package dev.weft.streaming.api.datastream;

import dev.weft.api.common.operators.SlotSharingGroup;
import dev.weft.api.dag.Transformation;
import dev.weft.program.Chaining;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import java.util.Objects;

/** The end of a stream, with the sink's properties. */
public class DataStreamSink<T> {
    private final OperatorTransformation<T> transformation;

    protected DataStreamSink(OperatorTransformation<T> transformation) {
        this.transformation = Objects.requireNonNull(transformation, "transformation");
    }

    public Transformation<T> getTransformation() {
        return transformation;
    }

    public DataStreamSink<T> name(String name) {
        transformation.setName(name);
        return this;
    }

    /** The name by which the sink's state is found again; unique in the program. */
    public DataStreamSink<T> uid(String uid) {
        transformation.setUid(uid);
        return this;
    }

    /** The id of the sink's state in an earlier version of the program; see {@link SingleOutputStreamOperator#setUidHash}. */
    public DataStreamSink<T> setUidHash(String uidHash) {
        transformation.setUidHash(uidHash);
        return this;
    }

    public DataStreamSink<T> setDescription(String description) {
        transformation.setDescription(description);
        return this;
    }

    public DataStreamSink<T> setParallelism(int parallelism) {
        transformation.setParallelism(parallelism);
        return this;
    }

    public DataStreamSink<T> setMaxParallelism(int maxParallelism) {
        transformation.setMaxParallelism(maxParallelism);
        return this;
    }

    public DataStreamSink<T> disableChaining() {
        transformation.chaining(Chaining.NEVER);
        return this;
    }

    public DataStreamSink<T> slotSharingGroup(String slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }

    public DataStreamSink<T> slotSharingGroup(SlotSharingGroup slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }
}
