package dev.weft.connector.kafka.source.reader.deserializer;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.util.Collector;
import java.io.IOException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Values by a {@link DeserializationSchema}. */
record ValueBySchema<T>(DeserializationSchema<T> schema) implements KafkaRecordDeserializationSchema<T> {

    ValueBySchema {
        Objects.requireNonNull(schema, "valueDeserializationSchema");
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        schema.open(context);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) throws IOException {
        if (record.value() == null) {
            throw new IOException("it has no value (a tombstone), and a schema of values can't tell what that means;"
                    + " give the source a KafkaRecordDeserializationSchema that does");
        }
        schema.deserialize(record.value(), out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return schema.getProducedType();
    }
}
