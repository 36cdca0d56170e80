package dev.weft.state.api.functions;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.streaming.api.TimerService;

/**
 * Makes the keyed state of an operator. {@code open} declares the states, by the same descriptors as the operator.
 *
 * @param <K> the keys
 * @param <IN> what the state is made of
 */
@PublicEvolving
public abstract class KeyedStateBootstrapFunction<K, IN> extends AbstractRichFunction {

    private static final long serialVersionUID = 1L;

    /** Changes the state of the element's key. */
    public abstract void processElement(IN value, Context ctx) throws Exception;

    /** What the function may use besides state. */
    public abstract class Context {

        /** Registers timers of the key, which fire in the job that goes on from the savepoint. */
        public abstract TimerService timerService();

        /** The element's key. */
        public abstract K getCurrentKey();
    }
}
