package dev.weft.connector.file.src.util;

import dev.weft.connector.file.src.reader.BulkFormat;

/** A batch that says when its memory may be used again. */
abstract class RecyclableIterator<E> implements BulkFormat.RecordIterator<E> {

    private final Runnable recycler;

    /** @param recycler called when the batch is released, or null */
    RecyclableIterator(Runnable recycler) {
        this.recycler = recycler;
    }

    @Override
    public final void releaseBatch() {
        if (recycler != null) {
            recycler.run();
        }
    }
}
