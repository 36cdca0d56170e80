package dev.weft.streaming.api.functions.source;

import dev.weft.api.common.functions.AbstractRichFunction;

/** A {@link SourceFunction} with a life cycle. */
public abstract class RichSourceFunction<OUT> extends AbstractRichFunction implements SourceFunction<OUT> {
    private static final long serialVersionUID = 1L;
}
