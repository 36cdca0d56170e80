package dev.weft.streaming.api.datastream;

import dev.weft.api.common.operators.SlotSharingGroup;
import dev.weft.api.dag.Transformation;
import dev.weft.program.Chaining;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import java.util.Objects;

/**
 * A sink at the end of a stream, with its properties: name, identity, parallelism, chaining, slot sharing.
 *
 * @param <T> the type of the elements
 */
public class DataStreamSink<T> {
    private final OperatorTransformation<T> transformation;

    /** The sink of this transformation. */
    protected DataStreamSink(OperatorTransformation<T> transformation) {
        this.transformation = Objects.requireNonNull(transformation, "transformation");
    }

    /** The transformation behind the sink, for code that inspects or extends the program's graph. */
    public Transformation<T> getTransformation() {
        return transformation;
    }

    /** Names the sink in logs, metrics, plan and REST. */
    public DataStreamSink<T> name(String name) {
        transformation.setName(name);
        return this;
    }

    /**
     * Names the sink for its state, see {@link SingleOutputStreamOperator#uid}.
     *
     * @param uid unique in the program
     */
    public DataStreamSink<T> uid(String uid) {
        transformation.setUid(uid);
        return this;
    }

    /** The id of the sink's state in an earlier version of the program; see {@link SingleOutputStreamOperator#setUidHash}. */
    public DataStreamSink<T> setUidHash(String uidHash) {
        transformation.setUidHash(uidHash);
        return this;
    }

    /** A longer text about the sink, shown in the plan and in REST instead of the name. */
    public DataStreamSink<T> setDescription(String description) {
        transformation.setDescription(description);
        return this;
    }

    /**
     * The number of parallel instances of the sink.
     *
     * @param parallelism at least 1
     */
    public DataStreamSink<T> setParallelism(int parallelism) {
        transformation.setParallelism(parallelism);
        return this;
    }

    /**
     * The largest parallelism that the sink can be rescaled to, see {@link
     * SingleOutputStreamOperator#setMaxParallelism}.
     *
     * @param maxParallelism from 1 to 32768, not below the parallelism
     */
    public DataStreamSink<T> setMaxParallelism(int maxParallelism) {
        transformation.setMaxParallelism(maxParallelism);
        return this;
    }

    /** Runs the sink in a task of its own. */
    public DataStreamSink<T> disableChaining() {
        transformation.chaining(Chaining.NEVER);
        return this;
    }

    /** Puts the sink into a slot sharing group, see {@link SingleOutputStreamOperator#slotSharingGroup(String)}. */
    public DataStreamSink<T> slotSharingGroup(String slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }

    /**
     * Puts the sink into a slot sharing group with resources, see {@link
     * SingleOutputStreamOperator#slotSharingGroup(SlotSharingGroup)}.
     */
    public DataStreamSink<T> slotSharingGroup(SlotSharingGroup slotSharingGroup) {
        transformation.setSlotSharingGroup(slotSharingGroup);
        return this;
    }
}
