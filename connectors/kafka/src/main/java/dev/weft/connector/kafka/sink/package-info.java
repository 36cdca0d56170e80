/**
 * Kafka sink: {@link dev.weft.connector.kafka.sink.KafkaSink}.
 *
 * <p>Exactly once: a writer puts the records between two checkpoints into one transaction of Kafka; the committer commits it
 * when the second checkpoint is complete, through the producer that wrote it or, after a failure, by a request of its own.
 */
package dev.weft.connector.kafka.sink;
