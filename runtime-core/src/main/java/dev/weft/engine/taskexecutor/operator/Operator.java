package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.streaming.api.operators.StreamOperator;
import java.util.OptionalLong;

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

    /** Passes the runtime context to the user's function. */
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
     * Initializes the state of the user's function. An operator with operator state of its own gets it here; its keyed
     * state was passed to the constructor.
     */
    public void initialize(OperatorState state) {
        try {
            checkpointed.initialize(state);
        } catch (Throwable t) {
            RuntimeException failure = failure(t);
            throw failure instanceof UserCodeFailure user ? user.at(moment(state.getRestoredCheckpointId())) : failure;
        }
    }

    private static String moment(OptionalLong restored) {
        return restored.isPresent()
                ? "while it was restored from checkpoint " + restored.getAsLong()
                : "while it was made without state";
    }

    /**
     * First step of a checkpoint: emits what must go before the barrier, such as records that the operator has
     * gathered.
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

    /** Second step of a checkpoint: snapshots the operator's state as it is after the last record. Emits nothing. */
    public final OperatorSnapshot snapshot(OperatorState state, SnapshotOrder order, long timestamp) {
        try {
            saveIntoState(order.checkpointId());
            checkpointed.snapshot(state, order.checkpointId(), timestamp);
            return state.snapshot(order);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Writes what the operator keeps in fields into its state, just before the snapshot. */
    void saveIntoState(long checkpointId) throws Exception {}

    /** Whether the user's code is told of complete checkpoints, and may act on them. */
    public final boolean actsOnCheckpoints() {
        return checkpointed.listens();
    }

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
     * In a batch, where records come key by key: the current key has no more records. Emits what was held back for it.
     * Then the key's timers fire, and then its state is dropped.
     */
    void endOfKey() throws Exception {}

    /** Whether the operator takes part in the two-phase commit: it holds back effects until the job commits. */
    public boolean commits() {
        return false;
    }

    /** Second phase of the commit: makes the held-back effects visible. */
    public void commit() {}

    /** Releases what {@link #open} acquired, also after a failure. */
    public void close() throws Exception {
        if (opening && userObject instanceof RichFunction rich) {
            rich.close();
        } else if (opening && userObject instanceof StreamOperator<?> written) {
            written.close();
        }
    }

    /**
     * Wraps an exception of the user's code in one that names this operator, unless it names one further down already.
     */
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
