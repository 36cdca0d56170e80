package dev.weft.streaming.api.functions;

/** An older name of {@link dev.weft.streaming.api.functions.timestamps.AscendingTimestampExtractor}. */
public abstract class AscendingTimestampExtractor<T>
        extends dev.weft.streaming.api.functions.timestamps.AscendingTimestampExtractor<T> {
    private static final long serialVersionUID = 1L;
}
