package dev.weft.connector.kafka.sink;

/**
 * A transaction that holds the records before a checkpoint, to be committed when that is complete.
 *
 * @param transactionalId the id under which the producer wrote
 * @param producerId the number that the brokers gave to that id
 * @param epoch which of the id's successive producers it was
 */
record KafkaCommittable(String transactionalId, long producerId, short epoch) {}
