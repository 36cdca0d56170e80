package dev.weft.state.api.functions;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.Serializable;
import java.util.Set;

/**
 * Reads the windows of an operator; {@link #readWindow} is called once for each window of each key. {@code open} and {@code
 * close} are called for each part of the state that is read.
 *
 * @param <IN> the elements of the windows, or what they are reduced or aggregated to
 * @param <OUT> what is read
 * @param <KEY> the keys
 * @param <W> the windows
 */
@PublicEvolving
public abstract class WindowReaderFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction {

    private static final long serialVersionUID = 1L;

    /**
     * Reads a window of a key, which is current during the call.
     *
     * @param elements those of the window; of a reduced or aggregated window the one result
     */
    public abstract void readWindow(KEY key, Context<W> context, Iterable<IN> elements, Collector<OUT> out)
            throws Exception;

    /** What is known of the window besides its elements. */
    public interface Context<W extends Window> extends Serializable {

        /** The window. */
        W window();

        /** A state that the trigger keeps of the window. */
        <S extends State> S triggerState(StateDescriptor<S, ?> descriptor);

        /** The state that the window function keeps of the key in this window. */
        KeyedStateStore windowState();

        /** The state that the window function keeps of the key. */
        KeyedStateStore globalState();

        /**
         * The event times at which something is due for the window: it fires, or is dropped. Windows that need no timers of
         * their own have their last timestamp here until they have fired.
         */
        Set<Long> registeredEventTimeTimers() throws Exception;

        /** As {@link #registeredEventTimeTimers}, of processing time. */
        Set<Long> registeredProcessingTimeTimers() throws Exception;
    }
}
