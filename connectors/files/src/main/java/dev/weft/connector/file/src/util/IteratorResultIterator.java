package dev.weft.connector.file.src.util;

import java.util.Iterator;

/**
 * A batch of the records of an iterator, one after the other in the file.
 *
 * @param <E> the records
 */
public final class IteratorResultIterator<E> extends RecyclableIterator<E> {

    private final MutableRecordAndPosition<E> current = new MutableRecordAndPosition<>();
    private final Iterator<E> records;

    /** A batch that is not told when it is released. */
    public IteratorResultIterator(Iterator<E> records, long offset, long startingSkipCount) {
        this(records, offset, startingSkipCount, null);
    }

    /**
     * @param offset of all records
     * @param startingSkipCount the number of records from the offset to the first one of these
     * @param recycler called when the batch is released
     */
    public IteratorResultIterator(Iterator<E> records, long offset, long startingSkipCount, Runnable recycler) {
        super(recycler);
        this.records = records;
        current.set(null, offset, startingSkipCount);
    }

    @Override
    public RecordAndPosition<E> next() {
        if (!records.hasNext()) {
            return null;
        }
        current.setNext(records.next());
        return current;
    }
}
