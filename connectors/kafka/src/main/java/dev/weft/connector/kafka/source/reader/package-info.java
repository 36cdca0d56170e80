/**
 * The part of the Kafka source that runs in tasks: one consumer a reader, on a thread of its own, and the reader on the
 * task's thread that deserializes and emits.
 */
package dev.weft.connector.kafka.source.reader;
