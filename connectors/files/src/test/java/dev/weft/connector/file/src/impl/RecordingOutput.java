package dev.weft.connector.file.src.impl;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceOutput;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a reader emits. */
final class RecordingOutput<T> implements ReaderOutput<T> {

    final List<T> records = new ArrayList<>();

    @Override
    public void collect(T record) {
        records.add(record);
    }

    @Override
    public void collect(T record, long timestamp) {
        records.add(record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        throw new UnsupportedOperationException("file readers emit no watermarks");
    }

    @Override
    public void markIdle() {
        throw new UnsupportedOperationException("file readers are never idle");
    }

    @Override
    public void markActive() {
        throw new UnsupportedOperationException("file readers are never idle");
    }

    @Override
    public SourceOutput<T> createOutputForSplit(String splitId) {
        throw new UnsupportedOperationException("file readers have one output");
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        throw new UnsupportedOperationException("file readers have one output");
    }
}
