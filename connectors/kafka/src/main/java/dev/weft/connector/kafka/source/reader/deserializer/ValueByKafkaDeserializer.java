package dev.weft.connector.kafka.source.reader.deserializer;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.util.Collector;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Values by a deserializer of Kafka's kind, made by its constructor without parameters. */
final class ValueByKafkaDeserializer<T> implements KafkaRecordDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final Class<? extends Deserializer<T>> type;
    private final HashMap<String, String> config;
    private transient Deserializer<T> deserializer;

    ValueByKafkaDeserializer(Class<? extends Deserializer<T>> type, Map<String, String> config) {
        this.type = Objects.requireNonNull(type, "valueDeserializerClass");
        this.config = new HashMap<>(config);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        try {
            deserializer = type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException refused) {
            throw new KafkaFailure(
                    type.getName() + " can't be made: it needs a public constructor without parameters", refused);
        }
        deserializer.configure(config, false);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        T value = deserializer.deserialize(record.topic(), record.headers(), record.value());
        if (value != null) {
            out.collect(value);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeExtractor.createTypeInfo(Deserializer.class, type, 0, null, null);
    }
}
