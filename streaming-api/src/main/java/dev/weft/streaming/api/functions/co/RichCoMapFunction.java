package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.AbstractRichFunction;

/** A {@link CoMapFunction} with a life cycle. */
public abstract class RichCoMapFunction<IN1, IN2, OUT> extends AbstractRichFunction
        implements CoMapFunction<IN1, IN2, OUT> {
    private static final long serialVersionUID = 1L;
}
