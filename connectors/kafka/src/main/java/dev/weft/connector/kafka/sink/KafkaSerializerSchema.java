package dev.weft.connector.kafka.sink;

import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.connector.kafka.KafkaFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;

/** A serializer of Kafka's kind as a schema; made by its constructor without parameters. */
final class KafkaSerializerSchema<T> implements SerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final Class<? extends Serializer<? super T>> type;
    private final HashMap<String, String> config;
    private final boolean ofKeys;
    private final TopicSelector<? super T> topics;
    private transient Serializer<? super T> serializer;

    KafkaSerializerSchema(
            Class<? extends Serializer<? super T>> type,
            Map<String, String> config,
            boolean ofKeys,
            TopicSelector<? super T> topics) {
        this.type = Objects.requireNonNull(type, "serializer");
        this.config = new HashMap<>(config);
        this.ofKeys = ofKeys;
        this.topics = topics;
    }

    @Override
    public void open(InitializationContext context) {
        try {
            serializer = type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException refused) {
            throw new KafkaFailure(
                    type.getName() + " can't be made: it needs a public constructor without parameters", refused);
        }
        serializer.configure(config, ofKeys);
    }

    @Override
    public byte[] serialize(T element) {
        return serializer.serialize(topics.apply(element), element);
    }
}
