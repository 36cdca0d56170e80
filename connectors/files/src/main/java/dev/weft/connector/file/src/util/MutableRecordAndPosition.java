package dev.weft.connector.file.src.util;

/**
 * A record and the position behind it, reused for the records that follow.
 *
 * @param <E> the records
 */
public class MutableRecordAndPosition<E> extends RecordAndPosition<E> {

    /** Empty until it is set. */
    public MutableRecordAndPosition() {}

    /** Sets record and position. */
    public void set(E record, long offset, long recordSkipCount) {
        this.record = record;
        this.offset = offset;
        this.recordSkipCount = recordSkipCount;
    }

    /** Sets the position alone. */
    public void setPosition(long offset, long recordSkipCount) {
        this.offset = offset;
        this.recordSkipCount = recordSkipCount;
    }

    /** Sets the record that follows the one before: the number of records to skip grows by one. */
    public void setNext(E record) {
        this.record = record;
        this.recordSkipCount++;
    }
}
