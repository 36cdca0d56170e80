package dev.weft.engine.exchange;

import java.util.Optional;

/** The producing end of a channel; belongs to the producer's thread, which it makes wait when the channel is full. */
abstract class OutputChannel {

    /**
     * Appends a record.
     *
     * @param hash the finalized hash of the record's key; ignored when the exchange is not keyed
     */
    abstract void add(Object value, long timestamp, int hash);

    /** Hands over everything added so far. */
    abstract void flush();

    /** Hands over everything added so far, then the mark. */
    abstract void mark(Element mark);

    /** What the task was told when the consumer was gone. */
    Optional<PeerLostException> lostPeer() {
        return Optional.empty();
    }

    /** The producer ends. Without an end of input before it, the consumer finds the channel broken. Idempotent. */
    abstract void close();
}
