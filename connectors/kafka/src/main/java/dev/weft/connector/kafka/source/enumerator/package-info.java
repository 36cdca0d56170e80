/**
 * The part of the Kafka source that runs beside the JobMaster: finds partitions, says from where to where each is read,
 * and assigns them to readers.
 */
package dev.weft.connector.kafka.source.enumerator;
