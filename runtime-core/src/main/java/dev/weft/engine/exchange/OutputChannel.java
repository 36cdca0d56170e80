package dev.weft.engine.exchange;

import java.util.Optional;

/**
 * The producing end of a channel. Belongs to the producer's thread, which it blocks when even the reserve of the
 * channel is used up; a producer that checks its {@link Backpressure} before it takes input is rarely blocked.
 */
abstract class OutputChannel implements Backpressure.Place {

    /**
     * Appends a record.
     *
     * @param hash the finalized hash of the record's key; ignored when the exchange is not keyed
     */
    abstract void add(Object value, long timestamp, int hash);

    /** Sends everything added so far, unless the channel is full: then the consumer has enough to read. */
    abstract void flush();

    /** Sends everything added so far, then the mark. */
    abstract void mark(Element mark);

    /** Sends everything added so far, then the barrier; if it is one that overtakes, without blocking. */
    void barrier(Element.Barrier barrier) {
        mark(barrier);
    }

    /** From now on the barriers up to this checkpoint's overtake records. */
    void hurry(long checkpointId) {}

    /** The exception that the task got when the consumer was gone. */
    Optional<PeerLostException> lostPeer() {
        return Optional.empty();
    }

    /** Closes the channel. Without an end of input before it, the consumer finds the channel broken. Idempotent. */
    abstract void close();
}
