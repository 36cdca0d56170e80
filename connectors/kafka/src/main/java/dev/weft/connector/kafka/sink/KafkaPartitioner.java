package dev.weft.connector.kafka.sink;

import java.io.Serializable;

/** Chooses the partition of an element. Used by one task's thread. */
public interface KafkaPartitioner<T> extends Serializable {
    /**
     * Called once before the first element.
     *
     * @param parallelInstanceId the index of this writer, from 0
     * @param parallelInstances how many writers the sink has
     */
    default void open(int parallelInstanceId, int parallelInstances) {}

    /**
     * The number of the partition, one of {@code partitions}; another one fails the task.
     *
     * @param key the record's key, null for none
     * @param value the record's value, null for none
     * @param partitions the numbers of the topic's partitions, ascending; not to be changed
     */
    int partition(T record, byte[] key, byte[] value, String targetTopic, int[] partitions);
}
