package dev.weft.connector.kafka.sink;

import dev.weft.api.common.serialization.SerializationSchema;
import java.io.Serializable;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes Kafka's records of elements. Used by one task's thread. */
public interface KafkaRecordSerializationSchema<T> extends Serializable {

    /** Begins the description of a schema. */
    static <T> KafkaRecordSerializationSchemaBuilder<T> builder() {
        return new KafkaRecordSerializationSchemaBuilder<>();
    }

    /** Called once before the first element. */
    default void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext)
            throws Exception {}

    /**
     * The record of an element, or null to leave the element out.
     *
     * @param timestamp the element's timestamp in milliseconds, null when it has none
     */
    ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, Long timestamp);

    /** What a schema may ask. */
    interface KafkaSinkContext {
        /** The index of this writer, from 0. */
        int getParallelInstanceId();

        /** How many writers the sink has. */
        int getNumberOfParallelInstances();

        /** The numbers of a topic's partitions, as the producer knows them; the first question for a topic blocks. */
        int[] getPartitionsForTopic(String topic);
    }
}
