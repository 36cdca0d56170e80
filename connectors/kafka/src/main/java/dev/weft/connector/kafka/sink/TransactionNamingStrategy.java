package dev.weft.connector.kafka.sink;

/** How a sink that writes exactly once finds the transactional ids of its transactions. */
public enum TransactionNamingStrategy {

    /**
     * An id for each checkpoint, never used again, so that brokers remember more and more of them. The sink does not offer it:
     * {@link KafkaSinkBuilder#setTransactionNamingStrategy} refuses it.
     */
    INCREMENTING,

    /** A few ids for each writer, which are used again when their transactions are over. Needs brokers of version 3.0 or newer. */
    POOLING;

    /** What a sink does that is not told otherwise. */
    public static final TransactionNamingStrategy DEFAULT = POOLING;
}
