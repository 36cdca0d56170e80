package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;

/** Handles each element of two connected keyed streams with access to its key, timers, keyed state and side outputs. */
public abstract class KeyedCoProcessFunction<K, IN1, IN2, OUT> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each element of the first input.
     *
     * @param ctx timestamp, timers and side outputs; valid during the call only
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void processElement1(IN1 value, Context ctx, Collector<OUT> out) throws Exception;

    /**
     * Called for each element of the second input.
     *
     * @param ctx timestamp, timers and side outputs; valid during the call only
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void processElement2(IN2 value, Context ctx, Collector<OUT> out) throws Exception;

    /** Called when a timer of the current key fires. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<OUT> out) throws Exception {}

    /** What is known of the current element; valid during the call only. */
    public abstract class Context {
        /** The element's timestamp in milliseconds, or null when it has none. */
        public abstract Long timestamp();

        /** Time, and with keyed inputs timers of the current key. */
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
