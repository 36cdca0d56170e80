package dev.weft.api.connector.source;

import dev.weft.api.common.eventtime.Watermark;

/** Where a reader emits to: directly, or through an output of a split with watermarks of its own. */
public interface ReaderOutput<T> extends SourceOutput<T> {
    @Override
    void collect(T record);

    @Override
    void collect(T record, long timestamp);

    @Override
    void emitWatermark(Watermark watermark);

    @Override
    void markIdle();

    /** An output whose watermarks are kept apart and merged with the others'; the same one for the same split. */
    SourceOutput<T> createOutputForSplit(String splitId);

    /** To be called when the split is done, so that its watermark holds nothing back. */
    void releaseOutputForSplit(String splitId);
}
