/** What a program of its own may decide about the partitions of a Kafka source. */
package dev.weft.connector.kafka.source.enumerator.subscriber;
