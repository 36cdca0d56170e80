package dev.weft.streaming.api.functions.co;

import dev.weft.util.Collector;

/**
 * Handles the elements of a stream in the light of what a broadcast stream has said.
 *
 * @param <IN1> the elements of the stream
 * @param <IN2> the elements of the broadcast stream
 */
public abstract class BroadcastProcessFunction<IN1, IN2, OUT> extends BaseBroadcastProcessFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each element of the side that is not broadcast; broadcast state can be read only.
     *
     * @param ctx timestamp, timers and side outputs; valid during the call only
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void processElement(IN1 value, ReadOnlyContext ctx, Collector<OUT> out) throws Exception;

    /** Called in every instance for every element of the broadcast stream. */
    public abstract void processBroadcastElement(IN2 value, Context ctx, Collector<OUT> out) throws Exception;

    /** For elements of the broadcast stream. */
    public abstract class Context extends BaseBroadcastProcessFunction.Context {}

    /** For elements of the other stream. */
    public abstract class ReadOnlyContext extends BaseBroadcastProcessFunction.ReadOnlyContext {}
}
