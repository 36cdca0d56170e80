package dev.weft.connector.kafka.sink;

import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.connector.kafka.KafkaFailure;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A schema whose parts make topic, key, value, partition and headers.
 *
 * @param key null for no keys
 * @param partitioner null to let the producer choose
 * @param headers null for no headers
 */
record RecordOfParts<IN>(
        TopicSelector<? super IN> topics,
        SerializationSchema<? super IN> key,
        SerializationSchema<? super IN> value,
        KafkaPartitioner<? super IN> partitioner,
        HeaderProvider<? super IN> headers)
        implements KafkaRecordSerializationSchema<IN> {

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) throws Exception {
        value.open(context);
        if (key != null) {
            key.open(context);
        }
        if (partitioner != null) {
            partitioner.open(sinkContext.getParallelInstanceId(), sinkContext.getNumberOfParallelInstances());
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(IN element, KafkaSinkContext context, Long timestamp) {
        String topic = topics.apply(element);
        if (topic == null) {
            throw new KafkaFailure("the topic selector gives null for the element " + element);
        }
        byte[] keyBytes = key == null ? null : key.serialize(element);
        byte[] valueBytes = value.serialize(element);
        Integer partition = partitioner == null ? null : partition(element, keyBytes, valueBytes, topic, context);
        // Kafka refuses timestamps before the epoch.
        Long accepted = timestamp == null || timestamp < 0 ? null : timestamp;
        return new ProducerRecord<>(
                topic, partition, accepted, keyBytes, valueBytes, headers == null ? null : headers.getHeaders(element));
    }

    /** Kafka's producer waits for a partition that does not exist until it gives up. */
    private Integer partition(IN element, byte[] keyBytes, byte[] valueBytes, String topic, KafkaSinkContext context) {
        int[] partitions = context.getPartitionsForTopic(topic);
        int chosen = partitioner.partition(element, keyBytes, valueBytes, topic, partitions);
        if (Arrays.binarySearch(partitions, chosen) < 0) {
            throw new KafkaFailure("the partitioner " + partitioner.getClass().getName() + " chose partition " + chosen
                    + " of topic " + topic + ", which has the partitions " + Arrays.toString(partitions));
        }
        return chosen;
    }
}
