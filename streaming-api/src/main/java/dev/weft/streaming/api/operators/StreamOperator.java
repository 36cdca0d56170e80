package dev.weft.streaming.api.operators;

import dev.weft.api.common.state.CheckpointListener;
import dev.weft.metrics.groups.OperatorMetricGroup;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.io.Serializable;

/**
 * What users write where functions do not reach: it sees watermarks as they pass and forwards them itself. Extend {@link
 * AbstractStreamOperator}. Life: {@link #open}, input, {@link #finish} when the input has ended by itself, and always {@link
 * #close}. All on the task's thread.
 */
public interface StreamOperator<OUT> extends CheckpointListener, KeyContext, Serializable {
    /** State is set up, those behind are open, and no input has come yet. */
    void open() throws Exception;

    /** All input has come; the last moment to emit. */
    void finish() throws Exception;

    /** Releases everything, also after a failure. */
    void close() throws Exception;

    /**
     * The first step of a checkpoint, called on the task's thread between two records: the last moment to emit what the
     * checkpoint's barrier must not overtake, such as records that the operator has gathered. The operators of a chain are
     * called from the first to the last, so what one emits reaches the next before it is called. Then the barrier goes out, and
     * after it {@code snapshotState} is called, in which nothing may be emitted.
     *
     * @param checkpointId the number of the checkpoint; later checkpoints have larger ones
     * @throws Exception fails the task
     */
    void prepareSnapshotPreBarrier(long checkpointId) throws Exception;

    /** The engine makes keys current itself. */
    default void setKeyContextElement1(StreamRecord<?> record) throws Exception {}

    /** The engine makes keys current itself. */
    default void setKeyContextElement2(StreamRecord<?> record) throws Exception {}

    /** Where metrics of the operator are registered. */
    OperatorMetricGroup getMetricGroup();
}
