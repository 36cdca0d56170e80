package dev.weft.connector.kafka.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;

/** What schemas may ask, answered by the writer's producer. Belongs to the task's thread. */
final class SinkTopics implements KafkaRecordSerializationSchema.KafkaSinkContext {

    private final Place place;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final Map<String, int[]> partitions = new HashMap<>();

    /**
     * Which writer it is.
     *
     * @param index from 0
     * @param parallelism how many writers there are
     */
    record Place(int index, int parallelism) {}

    /** @param producer the writer's current one */
    SinkTopics(Place place, Supplier<Producer<byte[], byte[]>> producer) {
        this.place = place;
        this.producer = producer;
    }

    @Override
    public int getParallelInstanceId() {
        return place.index();
    }

    @Override
    public int getNumberOfParallelInstances() {
        return place.parallelism();
    }

    @Override
    public int[] getPartitionsForTopic(String topic) {
        return partitions.computeIfAbsent(
                topic,
                asked -> producer.get().partitionsFor(asked).stream()
                        .mapToInt(PartitionInfo::partition)
                        .sorted()
                        .toArray());
    }
}
