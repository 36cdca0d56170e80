package dev.weft.state.api.functions;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.util.Collector;
import java.util.Set;

/**
 * Reads the keyed state of an operator. {@code open} declares the states, by the same descriptors as the operator; {@link
 * #readKey} is called once for each key that has contents in one of them. {@code open} and {@code close} are called for each
 * part of the state that is read.
 *
 * @param <K> the keys
 * @param <OUT> what is read
 */
@PublicEvolving
public abstract class KeyedStateReaderFunction<K, OUT> extends AbstractRichFunction {

    private static final long serialVersionUID = 1L;

    /** Reads the state of a key, which is current during the call. */
    public abstract void readKey(K key, Context ctx, Collector<OUT> out) throws Exception;

    /** What is known of the key besides its states. */
    public interface Context {

        /** The times of its timers of event time. */
        Set<Long> registeredEventTimeTimers() throws Exception;

        /** The times of its timers of processing time. */
        Set<Long> registeredProcessingTimeTimers() throws Exception;
    }
}
