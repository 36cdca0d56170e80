package dev.weft.streaming.connectors.kafka.partitioner;

/**
 * Gives each writer one partition of a topic: that of its index, going round when there are more writers than partitions. With
 * fewer writers than partitions, the others get no records. Use it for streams whose keys say nothing about the partition.
 */
public class FlinkFixedPartitioner<T> extends FlinkKafkaPartitioner<T> {

    private static final long serialVersionUID = 1L;

    private int parallelInstanceId;

    /** A partitioner that is not opened yet. */
    public FlinkFixedPartitioner() {}

    @Override
    public void open(int parallelInstanceId, int parallelInstances) {
        if (parallelInstanceId < 0 || parallelInstances <= parallelInstanceId) {
            throw new IllegalArgumentException("the index of the writer is " + parallelInstanceId
                    + "; it must be from 0 to the number of writers (" + parallelInstances + "), exclusive");
        }
        this.parallelInstanceId = parallelInstanceId;
    }

    @Override
    public int partition(T record, byte[] key, byte[] value, String targetTopic, int[] partitions) {
        if (partitions.length == 0) {
            throw new IllegalArgumentException("topic " + targetTopic + " has no partitions");
        }
        return partitions[parallelInstanceId % partitions.length];
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof FlinkFixedPartitioner;
    }

    @Override
    public int hashCode() {
        return FlinkFixedPartitioner.class.hashCode();
    }
}
