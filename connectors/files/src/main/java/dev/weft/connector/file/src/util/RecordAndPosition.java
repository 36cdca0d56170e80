package dev.weft.connector.file.src.util;

/**
 * A record and the position behind it: reading goes on at the offset, after so many records have been skipped there.
 *
 * @param <E> the record
 */
public class RecordAndPosition<E> {

    /** No offset is known: records are counted from the beginning of the split. */
    public static final long NO_OFFSET = CheckpointedPosition.NO_OFFSET;

    E record;
    long offset;
    long recordSkipCount;

    /**
     * @param offset in the file, or {@link #NO_OFFSET}
     * @param recordSkipCount the number of records from the offset to the position
     */
    public RecordAndPosition(E record, long offset, long recordSkipCount) {
        this.record = record;
        this.offset = offset;
        this.recordSkipCount = recordSkipCount;
    }

    RecordAndPosition() {}

    /** The record. */
    public E getRecord() {
        return record;
    }

    /** The offset in the file, or {@link #NO_OFFSET}. */
    public long getOffset() {
        return offset;
    }

    /** The number of records from the offset to the position behind the record. */
    public long getRecordSkipCount() {
        return recordSkipCount;
    }

    @Override
    public String toString() {
        return record + " before " + new CheckpointedPosition(offset, recordSkipCount);
    }
}
