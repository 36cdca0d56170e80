package dev.weft.connector.file.src.util;

/**
 * A batch of the records in an array, one after the other in the file.
 *
 * @param <E> the records
 */
public final class ArrayResultIterator<E> extends RecyclableIterator<E> {

    private final MutableRecordAndPosition<E> current = new MutableRecordAndPosition<>();
    private E[] records;
    private int count;
    private int next;

    /** An empty batch that is not told when it is released. */
    public ArrayResultIterator() {
        this(null);
    }

    /** @param recycler called when the batch is released */
    public ArrayResultIterator(Runnable recycler) {
        super(recycler);
    }

    /**
     * Sets the records.
     *
     * @param offset of all of them
     * @param skipCountOfFirst the number of records from the offset to the first one of these
     */
    public void set(E[] newRecords, int newCount, long offset, long skipCountOfFirst) {
        if (newCount < 0 || newCount > newRecords.length) {
            throw new IllegalArgumentException(newCount + " records in an array of " + newRecords.length);
        }
        records = newRecords;
        count = newCount;
        next = 0;
        current.set(null, offset, skipCountOfFirst);
    }

    @Override
    public RecordAndPosition<E> next() {
        if (next == count) {
            return null;
        }
        current.setNext(records[next++]);
        return current;
    }
}
