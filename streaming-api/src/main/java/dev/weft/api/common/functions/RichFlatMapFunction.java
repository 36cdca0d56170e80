package dev.weft.api.common.functions;

import dev.weft.util.Collector;

/** A {@link FlatMapFunction} with a life cycle. */
public abstract class RichFlatMapFunction<IN, OUT> extends AbstractRichFunction implements FlatMapFunction<IN, OUT> {
    @Override
    public abstract void flatMap(IN value, Collector<OUT> out) throws Exception;
}
