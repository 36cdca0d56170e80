/** Splits of the Kafka source: one partition each. */
package dev.weft.connector.kafka.source.split;
