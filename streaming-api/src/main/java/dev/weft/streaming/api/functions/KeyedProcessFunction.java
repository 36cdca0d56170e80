package dev.weft.streaming.api.functions;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;

/**
 * Handles each element of a keyed stream with access to its key, timers, keyed state and side outputs.
 *
 * @param <K> the key
 * @param <I> the elements that come in
 * @param <O> the elements that go out
 */
public abstract class KeyedProcessFunction<K, I, O> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each element, with its key as the current one.
     *
     * @param ctx timestamp, timers and side outputs; valid during the call only
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void processElement(I value, Context ctx, Collector<O> out) throws Exception;

    /** Called when a timer of the current key fires. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception {}

    /** What is known of the current element; valid during the call only. */
    public abstract class Context {
        /** The element's timestamp in milliseconds, or null when it has none. */
        public abstract Long timestamp();

        /** Time and timers of the current key. */
        public abstract TimerService timerService();

        /** Emits to a side output. */
        public abstract <X> void output(OutputTag<X> outputTag, X value);

        /** The key of the element or timer. */
        public abstract K getCurrentKey();
    }

    /** What is known of the timer that fired. */
    public abstract class OnTimerContext extends Context {
        /** Whether event time or processing time made the timer fire. */
        public abstract TimeDomain timeDomain();

        @Override
        public abstract K getCurrentKey();
    }
}
