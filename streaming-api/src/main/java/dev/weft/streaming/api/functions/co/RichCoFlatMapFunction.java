package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.AbstractRichFunction;

/** A {@link CoFlatMapFunction} with a life cycle. */
public abstract class RichCoFlatMapFunction<IN1, IN2, OUT> extends AbstractRichFunction
        implements CoFlatMapFunction<IN1, IN2, OUT> {
    private static final long serialVersionUID = 1L;
}
