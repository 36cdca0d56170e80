package dev.weft.api.common.functions;

import dev.weft.util.Collector;

/** A {@link FlatJoinFunction} with a life cycle. */
public abstract class RichFlatJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction
        implements FlatJoinFunction<IN1, IN2, OUT> {
    @Override
    public abstract void join(IN1 first, IN2 second, Collector<OUT> out) throws Exception;
}
