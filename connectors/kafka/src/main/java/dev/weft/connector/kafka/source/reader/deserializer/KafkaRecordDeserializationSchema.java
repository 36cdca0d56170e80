package dev.weft.connector.kafka.source.reader.deserializer;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.streaming.connectors.kafka.KafkaDeserializationSchema;
import dev.weft.util.Collector;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes elements of Kafka's records. Used by one task's thread. */
public interface KafkaRecordDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** Called once before the first record. */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Emits what the record holds: one element, several, or none to skip it. Elements get the record's timestamp.
     *
     * @throws IOException fails the task; the message is extended by topic, partition and offset
     */
    void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) throws IOException;

    /** Whole records by a schema of the older Kafka consumer, whose {@code isEndOfStream} is not asked. */
    static <V> KafkaRecordDeserializationSchema<V> of(KafkaDeserializationSchema<V> kafkaDeserializationSchema) {
        return new RecordsBySchema<>(kafkaDeserializationSchema);
    }

    /** The value of each record by this schema; the key is not looked at. A record without a value fails the task. */
    static <V> KafkaRecordDeserializationSchema<V> valueOnly(DeserializationSchema<V> valueDeserializationSchema) {
        return new ValueBySchema<>(valueDeserializationSchema);
    }

    /** The value of each record by a deserializer of Kafka's kind, which is not configured. */
    static <V> KafkaRecordDeserializationSchema<V> valueOnly(Class<? extends Deserializer<V>> valueDeserializerClass) {
        return valueOnly(valueDeserializerClass, Map.of());
    }

    /**
     * The value of each record by a deserializer of Kafka's kind.
     *
     * @param config what the deserializer is configured with
     */
    static <V, D extends Deserializer<V>> KafkaRecordDeserializationSchema<V> valueOnly(
            Class<D> valueDeserializerClass, Map<String, String> config) {
        return new ValueByKafkaDeserializer<>(valueDeserializerClass, config);
    }
}
