package dev.weft.state.api.functions;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Makes the list and union list state of an operator. {@code initializeState} declares it; {@code snapshotState} is called
 * after the last element.
 *
 * @param <IN> what the state is made of
 */
@PublicEvolving
public abstract class StateBootstrapFunction<IN> extends AbstractRichFunction implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** Takes an element. */
    public abstract void processElement(IN value, Context ctx) throws Exception;

    /** What the function may use besides state. */
    public interface Context {

        /** Milliseconds since the epoch. */
        long currentProcessingTime();
    }
}
