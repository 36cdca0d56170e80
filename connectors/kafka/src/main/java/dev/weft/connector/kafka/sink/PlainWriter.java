package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.connector.base.DeliveryGuarantee;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writer without transactions: records are visible at once. At least once: a checkpoint waits until all records before it are
 * stored. Without a guarantee it does not wait. Owned by the task's thread.
 */
final class PlainWriter<IN> implements StatefulSinkWriter<IN, KafkaWriterState> {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaRecordSerializationSchema<IN> schema;
    private final KafkaRecordSerializationSchema.KafkaSinkContext topics;
    private final Sending sending;
    private final Producer<byte[], byte[]> producer;
    private final boolean waitsAtCheckpoints;

    PlainWriter(
            KafkaRecordSerializationSchema<IN> schema,
            KafkaRecordSerializationSchema.KafkaSinkContext topics,
            Sending sending,
            Producer<byte[], byte[]> producer,
            DeliveryGuarantee guarantee) {
        this.schema = schema;
        this.topics = topics;
        this.sending = sending;
        this.producer = producer;
        this.waitsAtCheckpoints = guarantee != DeliveryGuarantee.NONE;
    }

    @Override
    public void write(IN element, Context context) throws IOException {
        sending.check();
        ProducerRecord<byte[], byte[]> record = schema.serialize(element, topics, context.timestamp());
        if (record != null) {
            sending.send(record, producer);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        if (waitsAtCheckpoints || endOfInput) {
            sending.flush(producer);
        }
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
