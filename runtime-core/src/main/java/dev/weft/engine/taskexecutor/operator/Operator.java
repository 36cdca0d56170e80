package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.UserCodeFailure;

/**
 * One operator at one position of a task's chain. Life: {@link #open}, then records and marks, {@link #endOfInput} when
 * the input ends by itself, {@link #commit} for those that {@link #commits}, and always {@link #close}, opened or not.
 */
public abstract class Operator implements Receiver {

    private final String name;
    private final Object userObject;
    private final Receiver everyone;
    private boolean opening;

    /** @param userObject the user's function, opened and closed with the operator if it is a rich one */
    Operator(String name, Object userObject, Emitter emitter) {
        this.name = name;
        this.userObject = userObject;
        this.everyone = emitter.everyone();
    }

    public final String name() {
        return name;
    }

    /** Makes the user's function ready; downstream operators are open already. */
    public void open(FunctionContext context) {
        opening = true;
        if (userObject instanceof RichFunction rich) {
            try {
                rich.setRuntimeContext(context);
                rich.open(DefaultOpenContext.INSTANCE);
            } catch (Throwable t) {
                throw failure(t);
            }
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
        }
    }

    /** What to throw when the user's code threw: names this operator, unless an operator further down has done so. */
    final RuntimeException failure(Throwable thrown) {
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
