/** Where a Kafka source starts and stops: {@link dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer}. */
package dev.weft.connector.kafka.source.enumerator.initializer;
