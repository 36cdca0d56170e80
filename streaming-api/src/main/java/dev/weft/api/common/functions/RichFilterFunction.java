package dev.weft.api.common.functions;

/** A {@link FilterFunction} with a life cycle. */
public abstract class RichFilterFunction<T> extends AbstractRichFunction implements FilterFunction<T> {
    @Override
    public abstract boolean filter(T value) throws Exception;
}
