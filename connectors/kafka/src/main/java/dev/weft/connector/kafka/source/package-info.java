/**
 * Kafka source: {@link dev.weft.connector.kafka.source.KafkaSource}.
 *
 * <p>The enumerator finds partitions and assigns them to readers; each reader has one consumer, on a thread of its own.
 * Partitions are assigned by the enumerator, never by Kafka's group protocol: the group holds committed offsets only.
 */
package dev.weft.connector.kafka.source;
