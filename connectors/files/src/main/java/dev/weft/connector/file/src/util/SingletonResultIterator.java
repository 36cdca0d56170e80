package dev.weft.connector.file.src.util;

/**
 * A batch of one record.
 *
 * @param <E> the record
 */
public final class SingletonResultIterator<E> extends RecyclableIterator<E> {

    private final MutableRecordAndPosition<E> current = new MutableRecordAndPosition<>();
    private boolean left;

    /** An empty batch that is not told when it is released. */
    public SingletonResultIterator() {
        this(null);
    }

    /** @param recycler called when the batch is released */
    public SingletonResultIterator(Runnable recycler) {
        super(recycler);
    }

    /** Sets the record and the position behind it. */
    public void set(E record, long offset, long skipCount) {
        current.set(record, offset, skipCount);
        left = true;
    }

    @Override
    public RecordAndPosition<E> next() {
        if (!left) {
            return null;
        }
        left = false;
        return current;
    }
}
