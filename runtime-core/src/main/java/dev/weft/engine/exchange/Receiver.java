package dev.weft.engine.exchange;

/**
 * Where records go next: an operator, a network output, or several of them. Called only by the thread of its task, in
 * stream order. Values travel as arguments, so that handing on a record allocates nothing.
 */
public interface Receiver {

    /** One record; {@link Batch#NO_TIMESTAMP} when it has no timestamp. */
    void record(Object value, long timestamp);

    /**
     * Records of one batch, in order: one, and more until the batch ends or the flag is up. Keyed receivers override it to
     * use the hashes that came with the records.
     *
     * @param from the index of the first record
     * @return the index of the first record that is left; the batch's size when none is
     */
    default int batch(Batch batch, int from, YieldFlag yield) {
        int n = batch.size();
        int i = from;
        if (batch.hasTimestamps()) {
            do {
                record(batch.value(i), batch.timestamp(i));
                i++;
            } while (i < n && !yield.isUp());
        } else {
            do {
                record(batch.value(i), Batch.NO_TIMESTAMP);
                i++;
            } while (i < n && !yield.isUp());
        }
        return i;
    }

    /** No record with a timestamp at or below this one will follow. */
    void watermark(long timestamp);

    /** Whether the stream pauses: watermarks need not wait for it. */
    void idle(boolean idle);

    /** Nothing follows. What was held back is emitted before it is passed on. */
    void endOfInput();
}
