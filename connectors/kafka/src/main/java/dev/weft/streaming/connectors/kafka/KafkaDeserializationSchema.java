package dev.weft.streaming.connectors.kafka;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.util.Collector;
import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes elements of Kafka's records: the schema of the older Kafka consumer. A Kafka source takes it by {@link
 * dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema#of}. Used by one task's thread.
 *
 * @param <T> the elements
 */
public interface KafkaDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** Called once before the first record. */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /** Whether the element says that no more are to come. A Kafka source does not ask: it ends by its stopping offsets. */
    boolean isEndOfStream(T nextElement);

    /**
     * The element of a record, or null to skip the record.
     *
     * @throws Exception fails the task; the message is extended by topic, partition and offset
     */
    T deserialize(ConsumerRecord<byte[], byte[]> record) throws Exception;

    /** For records that hold several elements or none; calls {@link #deserialize(ConsumerRecord)} by default. */
    default void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<T> out) throws Exception {
        T element = deserialize(message);
        if (element != null) {
            out.collect(element);
        }
    }
}
