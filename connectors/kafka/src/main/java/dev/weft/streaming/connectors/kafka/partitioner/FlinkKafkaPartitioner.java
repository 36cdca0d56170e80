package dev.weft.streaming.connectors.kafka.partitioner;

import dev.weft.connector.kafka.sink.KafkaPartitioner;

/** Chooses the partition of an element: the class of the older Kafka producer. Used by one task's thread. */
public abstract class FlinkKafkaPartitioner<T> implements KafkaPartitioner<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public void open(int parallelInstanceId, int parallelInstances) {}

    @Override
    public abstract int partition(T record, byte[] key, byte[] value, String targetTopic, int[] partitions);
}
