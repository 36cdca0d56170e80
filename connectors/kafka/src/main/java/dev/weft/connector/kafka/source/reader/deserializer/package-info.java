/** Kafka's records as elements. */
package dev.weft.connector.kafka.source.reader.deserializer;
