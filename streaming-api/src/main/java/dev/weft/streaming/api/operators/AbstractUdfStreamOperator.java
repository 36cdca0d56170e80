package dev.weft.streaming.api.operators;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.StreamTask;
import java.util.Objects;

/** An operator around a function, whose life cycle goes with the operator's. */
public abstract class AbstractUdfStreamOperator<OUT, F extends Function> extends AbstractStreamOperator<OUT>
        implements OutputTypeConfigurable<OUT> {
    private static final long serialVersionUID = 1L;

    protected final F userFunction;
    private transient boolean opening;

    /** An operator around the user's function, which it opens, snapshots and closes with itself. */
    public AbstractUdfStreamOperator(F userFunction) {
        this.userFunction = Objects.requireNonNull(userFunction, "userFunction");
    }

    /** The user's function. */
    public F getUserFunction() {
        return userFunction;
    }

    @Override
    public void setup(StreamTask<?, ?> containingTask, StreamConfig config, Output<StreamRecord<OUT>> output) {
        super.setup(containingTask, config, output);
        if (userFunction instanceof RichFunction rich) {
            rich.setRuntimeContext(getRuntimeContext());
        }
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        if (userFunction instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(context);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (userFunction instanceof CheckpointedFunction checkpointed) {
            checkpointed.snapshotState(context);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        opening = true;
        if (userFunction instanceof RichFunction rich) {
            rich.open(DefaultOpenContext.INSTANCE);
        }
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        if (userFunction instanceof SinkFunction<?> sink) {
            sink.finish();
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (opening && userFunction instanceof RichFunction rich) {
            rich.close();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (userFunction instanceof CheckpointListener listener) {
            listener.notifyCheckpointComplete(checkpointId);
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        super.notifyCheckpointAborted(checkpointId);
        if (userFunction instanceof CheckpointListener listener) {
            listener.notifyCheckpointAborted(checkpointId);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // what the function emits is what the operator emits
    public void setOutputType(TypeInformation<OUT> outTypeInfo, ExecutionConfig executionConfig) {
        if (userFunction instanceof OutputTypeConfigurable<?> configurable) {
            ((OutputTypeConfigurable<OUT>) configurable).setOutputType(outTypeInfo, executionConfig);
        }
    }
}
