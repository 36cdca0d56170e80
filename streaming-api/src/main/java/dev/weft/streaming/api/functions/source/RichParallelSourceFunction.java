package dev.weft.streaming.api.functions.source;

import dev.weft.api.common.functions.AbstractRichFunction;

/** A {@link ParallelSourceFunction} with a life cycle. */
public abstract class RichParallelSourceFunction<OUT> extends AbstractRichFunction
        implements ParallelSourceFunction<OUT> {
    private static final long serialVersionUID = 1L;
}
