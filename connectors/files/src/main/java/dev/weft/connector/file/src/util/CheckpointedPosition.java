package dev.weft.connector.file.src.util;

import java.io.Serializable;

/**
 * Read position in a split: a byte offset, and a number of records to skip from there. Formats that cannot tell an
 * offset between records use {@link #NO_OFFSET} and count all records of the split.
 */
public final class CheckpointedPosition implements Serializable {

    /** No offset is known: start at the beginning of the split. */
    public static final long NO_OFFSET = -1L;

    private final long offset;
    private final long recordsAfterOffset;

    /**
     * @param offset byte offset within the file, or {@link #NO_OFFSET}
     * @param recordsAfterOffset records to skip from there, {@code >= 0}
     */
    public CheckpointedPosition(long offset, long recordsAfterOffset) {
        if (offset < NO_OFFSET || recordsAfterOffset < 0) {
            throw new IllegalArgumentException(
                    "position: offset " + offset + " must be >= -1, records " + recordsAfterOffset + " must be >= 0");
        }
        this.offset = offset;
        this.recordsAfterOffset = recordsAfterOffset;
    }

    /** Byte offset within the file, or {@link #NO_OFFSET}. */
    public long getOffset() {
        return offset;
    }

    /** How many records to skip from there. */
    public long getRecordsAfterOffset() {
        return recordsAfterOffset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckpointedPosition that
                && offset == that.offset
                && recordsAfterOffset == that.recordsAfterOffset;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset) * 31 + Long.hashCode(recordsAfterOffset);
    }

    @Override
    public String toString() {
        return (offset == NO_OFFSET ? "start" : "offset " + offset) + " + " + recordsAfterOffset + " records";
    }
}
