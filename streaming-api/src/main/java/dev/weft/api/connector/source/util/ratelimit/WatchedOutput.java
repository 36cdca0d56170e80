package dev.weft.api.connector.source.util.ratelimit;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceOutput;

/** Output that passes elements on and remembers whether there were any. Reused from call to call. */
final class WatchedOutput<E> implements ReaderOutput<E> {
    ReaderOutput<E> to;
    boolean emitted;

    @Override
    public void collect(E element) {
        emitted = true;
        to.collect(element);
    }

    @Override
    public void collect(E element, long timestamp) {
        emitted = true;
        to.collect(element, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        to.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        to.markIdle();
    }

    @Override
    public void markActive() {
        to.markActive();
    }

    @Override
    public SourceOutput<E> createOutputForSplit(String splitId) {
        return to.createOutputForSplit(splitId);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        to.releaseOutputForSplit(splitId);
    }
}
