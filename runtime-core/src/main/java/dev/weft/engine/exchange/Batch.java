package dev.weft.engine.exchange;

import java.util.Arrays;

/**
 * A columnar batch of records: values, timestamps, and key hashes, each in one array. The producing task fills it and
 * hands it over as a whole; the consuming task only reads it. A column that no record of the batch needs is an empty
 * array: timestamps when no record has one, hashes when the exchange is not keyed.
 */
public final class Batch implements Element {

    /** The timestamp of a record that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final long[] NO_TIMESTAMPS = {};
    private static final int[] NO_HASHES = {};

    private final Object[] values;
    private final int[] hashes;
    private long[] timestamps = NO_TIMESTAMPS;
    private int size;
    /** While it is queued and unaligned checkpoints hold its records; set and read by the consumer. */
    private OvertakenBatch overtaken;

    public Batch(int capacity, boolean keyed) {
        values = new Object[capacity];
        hashes = keyed ? new int[capacity] : NO_HASHES;
    }

    public int size() {
        return size;
    }

    public Object value(int i) {
        return values[i];
    }

    public long timestamp(int i) {
        return timestamps.length == 0 ? NO_TIMESTAMP : timestamps[i];
    }

    public boolean hasTimestamps() {
        return timestamps.length > 0;
    }

    public boolean isKeyed() {
        return hashes.length > 0;
    }

    /** The finalized hash of record {@code i}'s key; only for a keyed batch. */
    public int hash(int i) {
        return hashes[i];
    }

    public boolean isFull() {
        return size == values.length;
    }

    /**
     * Appends a record; the caller has checked that there is room.
     *
     * @param timestamp {@link #NO_TIMESTAMP} for none
     * @param hash of its key; of no use unless the batch is keyed
     */
    public void add(Object value, long timestamp, int hash) {
        int i = size;
        values[i] = value;
        if (hashes.length > 0) {
            hashes[i] = hash;
        }
        if (timestamp != NO_TIMESTAMP || timestamps.length > 0) {
            addTimestamp(i, timestamp);
        }
        size = i + 1;
    }

    private void addTimestamp(int i, long timestamp) {
        if (timestamps.length == 0) {
            timestamps = new long[values.length];
            Arrays.fill(timestamps, 0, i, NO_TIMESTAMP);
        }
        timestamps[i] = timestamp;
    }

    /** Consumer: the batch as unaligned checkpoints hold it while it is queued. */
    OvertakenBatch overtaken(InputSpec spec) {
        if (overtaken == null) {
            overtaken = new OvertakenBatch(this, spec);
        }
        return overtaken;
    }

    /** Consumer: the batch was taken out of its queue. */
    void leavesQueue() {
        if (overtaken != null) {
            overtaken.beforeProcessing();
            overtaken = null;
        }
    }

    /** Empties the batch for reuse by the only task that refers to it. */
    public void clear() {
        Arrays.fill(values, 0, size, null);
        timestamps = NO_TIMESTAMPS;
        size = 0;
    }
}
