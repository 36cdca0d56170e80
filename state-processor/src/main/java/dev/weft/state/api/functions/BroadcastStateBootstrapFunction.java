package dev.weft.state.api.functions;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;

/**
 * Makes the broadcast state of an operator. One instance of it gets all elements.
 *
 * @param <IN> what the state is made of
 */
@PublicEvolving
public abstract class BroadcastStateBootstrapFunction<IN> extends AbstractRichFunction {

    private static final long serialVersionUID = 1L;

    /** Changes the state. */
    public abstract void processElement(IN value, Context ctx) throws Exception;

    /** What the function may use. */
    public interface Context {

        /** Milliseconds since the epoch. */
        long currentProcessingTime();

        /** The state of that name. */
        <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor);
    }
}
