package dev.weft.engine.exchange;

/**
 * Where records go next: an operator, a network output, or several of them. Called only by the thread of its task, in
 * stream order. Values travel as arguments, so that handing on a record allocates nothing.
 */
public interface Receiver {

    /** One record; {@link Batch#NO_TIMESTAMP} when it has no timestamp. */
    void record(Object value, long timestamp);

    /** The records of one batch, in order. Keyed receivers override it to use the hashes that came with the records. */
    default void batch(Batch batch) {
        int n = batch.size();
        if (batch.hasTimestamps()) {
            for (int i = 0; i < n; i++) {
                record(batch.value(i), batch.timestamp(i));
            }
        } else {
            for (int i = 0; i < n; i++) {
                record(batch.value(i), Batch.NO_TIMESTAMP);
            }
        }
    }

    /** No record with a timestamp at or below this one will follow. */
    void watermark(long timestamp);

    /** Whether the stream pauses: watermarks need not wait for it. */
    void idle(boolean idle);

    /** Nothing follows. What was held back is emitted before it is passed on. */
    void endOfInput();
}
