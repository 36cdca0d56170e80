package dev.weft.streaming.api.functions.sink;

import dev.weft.api.common.functions.AbstractRichFunction;

/** A {@link SinkFunction} with a life cycle. */
public abstract class RichSinkFunction<IN> extends AbstractRichFunction implements SinkFunction<IN> {
    private static final long serialVersionUID = 1L;
}
