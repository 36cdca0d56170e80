package dev.weft.engine.exchange;

/**
 * The next consumer of records: an operator, a network output, or several of them. Called only by the thread of its
 * task, in stream order. Records are passed as arguments, so that a call allocates nothing.
 */
public interface Receiver {

    /** One record; {@link Batch#NO_TIMESTAMP} when it has no timestamp. */
    void record(Object value, long timestamp);

    /**
     * Processes records of one batch, in order: at least one, and more until the batch ends or the flag is up. Keyed
     * receivers override it to use the hashes that came with the records.
     *
     * @param from the index of the first record
     * @return the index of the first record that is left; the batch's size when none is
     */
    default int batch(Batch batch, int from, YieldFlag yield) {
        int n = batch.size();
        boolean timestamps = batch.hasTimestamps();
        for (int i = from; i < n; i++) {
            record(batch.value(i), timestamps ? batch.timestamp(i) : Batch.NO_TIMESTAMP);
            if (yield.isUp()) {
                return i + 1;
            }
        }
        return n;
    }

    /** No record with a timestamp at or below this one will follow. */
    void watermark(long timestamp);

    /** Changes the idleness of the stream: an idle stream does not hold back watermarks. */
    void idle(boolean idle);

    /** The end of the input. What was held back is emitted before it is passed on. */
    void endOfInput();
}
