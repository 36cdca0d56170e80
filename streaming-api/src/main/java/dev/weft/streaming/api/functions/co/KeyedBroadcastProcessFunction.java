package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.runtime.state.KeyedStateFunction;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.util.Collector;

/**
 * Handles the elements of a keyed stream in the light of what a broadcast stream has said, with keyed state and timers.
 *
 * @param <KS> the key
 * @param <IN1> the elements of the keyed stream
 * @param <IN2> the elements of the broadcast stream
 */
public abstract class KeyedBroadcastProcessFunction<KS, IN1, IN2, OUT> extends BaseBroadcastProcessFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each element of the keyed side, with its key as the current one; broadcast state can be read only.
     *
     * @param ctx timestamp, timers and side outputs; valid during the call only
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void processElement(IN1 value, ReadOnlyContext ctx, Collector<OUT> out) throws Exception;

    /** Called in every instance for every element of the broadcast stream; there is no current key. */
    public abstract void processBroadcastElement(IN2 value, Context ctx, Collector<OUT> out) throws Exception;

    /** Called when a timer of the current key fires. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<OUT> out) throws Exception {}

    /** For elements of the broadcast stream. */
    public abstract class Context extends BaseBroadcastProcessFunction.Context {
        /** Does it for every key of this instance that has something in the state. */
        public abstract <VS, S extends State> void applyToKeyedState(
                StateDescriptor<S, VS> stateDescriptor, KeyedStateFunction<KS, S> function) throws Exception;
    }

    /** For elements of the keyed stream. */
    public abstract class ReadOnlyContext extends BaseBroadcastProcessFunction.ReadOnlyContext {
        /** Time and timers of the current key. */
        public abstract TimerService timerService();

        /** The key of the element or timer. */
        public abstract KS getCurrentKey();
    }

    /** For timers. */
    public abstract class OnTimerContext extends ReadOnlyContext {
        /** Whether event time or processing time made the timer fire. */
        public abstract TimeDomain timeDomain();

        @Override
        public abstract KS getCurrentKey();
    }
}
