package dev.weft.connector.kafka.source.reader.deserializer;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.streaming.connectors.kafka.KafkaDeserializationSchema;
import dev.weft.util.Collector;
import java.io.IOException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records by a {@link KafkaDeserializationSchema}. */
record RecordsBySchema<T>(KafkaDeserializationSchema<T> schema) implements KafkaRecordDeserializationSchema<T> {

    RecordsBySchema {
        Objects.requireNonNull(schema, "kafkaDeserializationSchema");
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        schema.open(context);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) throws IOException {
        try {
            schema.deserialize(record, out);
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return schema.getProducedType();
    }
}
