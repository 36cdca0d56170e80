/** Partitioners of the older Kafka producer, for {@link dev.weft.connector.kafka.sink.KafkaSink}. */
package dev.weft.streaming.connectors.kafka.partitioner;
