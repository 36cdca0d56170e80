/** Schemas of the older Kafka consumer, for programs that move to {@link dev.weft.connector.kafka.source.KafkaSource}. */
package dev.weft.streaming.connectors.kafka;
