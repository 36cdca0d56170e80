package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.streaming.api.operators.StreamOperator;

/**
 * One operator at one position of a task's chain. Life: {@link #initialize} with state that is empty or restored, {@link
 * #open}, then records and marks, {@link #endOfInput} when the input ends by itself, {@link #commit} for those that {@link
 * #commits}, and always {@link #close}, opened or not.
 *
 * <p>A checkpoint comes between two records, in two steps: {@link #beforeBarrier}, in which the operator may still emit what
 * belongs to this checkpoint, and when the barrier has been emitted {@link #snapshot}, in which it must not. Later the
 * operator is told the checkpoint's fate.
 */
public abstract class Operator implements Receiver {

    private final String name;
    private final Object userObject;
    private final CheckpointHooks checkpointed;
    private final Receiver everyone;
    private boolean opening;

    /** @param userObject the user's function or operator, opened and closed with this one if it has a life cycle */
    Operator(String name, Object userObject, Emitter emitter) {
        this.name = name;
        this.userObject = userObject;
        this.checkpointed = new CheckpointHooks(userObject);
        this.everyone = emitter.everyone();
    }

    public final String name() {
        return name;
    }

    /** Shows the user's function its surroundings. */
    final void attach(FunctionContext context) {
        if (userObject instanceof RichFunction rich) {
            try {
                rich.setRuntimeContext(context);
            } catch (Throwable t) {
                throw failure(t);
            }
        }
    }

    /**
     * Sets up the state of the user's function. An operator with lists or broadcast maps of its own takes them here; its
     * keyed state came with its constructor.
     */
    public void initialize(OperatorState state) {
        try {
            checkpointed.initialize(state);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /**
     * The first step of a checkpoint: emits what the checkpoint's barrier must not overtake, such as records that the
     * operator has gathered.
     */
    public final void beforeBarrier(long checkpointId) {
        try {
            finishBefore(checkpointId);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Emits or writes out what belongs to the checkpoint. Most operators hold nothing back. */
    void finishBefore(long checkpointId) throws Exception {
        if (userObject instanceof StreamOperator<?> written) {
            written.prepareSnapshotPreBarrier(checkpointId);
        }
    }

    /** The second step of a checkpoint: cuts the operator's state as it is after the last record. Emits nothing. */
    public final OperatorSnapshot snapshot(OperatorState state, long checkpointId, long timestamp) {
        try {
            saveIntoState(checkpointId);
            checkpointed.snapshot(state, checkpointId, timestamp);
            return state.snapshot(checkpointId);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Puts what the operator holds elsewhere into its state, which is cut next. */
    void saveIntoState(long checkpointId) throws Exception {}

    /** The checkpoint is complete: it will be restored unless a later one completes. */
    public void checkpointComplete(long checkpointId) {
        try {
            checkpointed.complete(checkpointId);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** The checkpoint will never be restored. */
    public void checkpointAborted(long checkpointId) {
        try {
            checkpointed.aborted(checkpointId);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Makes the user's function ready; downstream operators are open already. */
    public void open(FunctionContext context) {
        opening = true;
        try {
            if (userObject instanceof RichFunction rich) {
                rich.open(DefaultOpenContext.INSTANCE);
            } else if (userObject instanceof StreamOperator<?> written) {
                written.open();
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** The receiver of one logical input of the operator. */
    public Receiver input(int gate) {
        return this;
    }

    @Override
    public void watermark(long timestamp) {
        everyone.watermark(timestamp);
    }

    @Override
    public void idle(boolean idle) {
        everyone.idle(idle);
    }

    @Override
    public void endOfInput() {
        everyone.endOfInput();
    }

    /**
     * In a batch, whose records come key by key: all records of the current key have come. Emits what was held back for them;
     * the key's timers fire after this, and then its state is forgotten.
     */
    void endOfKey() throws Exception {}

    /** Whether the operator holds back effects until the job commits. */
    public boolean commits() {
        return false;
    }

    /** Makes the held-back effects visible. */
    public void commit() {}

    /** Releases what {@link #open} took, also after a failure. */
    public void close() throws Exception {
        if (opening && userObject instanceof RichFunction rich) {
            rich.close();
        } else if (opening && userObject instanceof StreamOperator<?> written) {
            written.close();
        }
    }

    /** What to throw when the user's code threw: names this operator, unless an operator further down has done so. */
    public final RuntimeException failure(Throwable thrown) {
        return failure(name, thrown);
    }

    /** As {@link #failure(Throwable)}, of the operator of that name. */
    static RuntimeException failure(String name, Throwable thrown) {
        if (thrown instanceof UserCodeFailure || thrown instanceof TaskCanceledException) {
            return (RuntimeException) thrown;
        }
        if (thrown instanceof WeftException engine) {
            return engine;
        }
        return new UserCodeFailure(name, thrown);
    }

    @Override
    public final String toString() {
        return name;
    }
}
