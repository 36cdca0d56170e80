package dev.weft.connector.kafka.sink;

import dev.weft.api.common.serialization.SerializationSchema;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Collects the parts of a {@link KafkaRecordSerializationSchema}. Needed are a topic, or a selector of topics, and a schema
 * of values. Without a partitioner Kafka's producer chooses: by the key, or freely when there is none.
 *
 * @param <IN> the elements
 */
public final class KafkaRecordSerializationSchemaBuilder<IN> {

    private TopicSelector<? super IN> topics;
    private SerializationSchema<? super IN> key;
    private SerializationSchema<? super IN> value;
    private KafkaPartitioner<? super IN> partitioner;
    private HeaderProvider<? super IN> headers;

    KafkaRecordSerializationSchemaBuilder() {}

    /** Writes all elements to one topic. */
    public KafkaRecordSerializationSchemaBuilder<IN> setTopic(String topic) {
        Objects.requireNonNull(topic, "topic");
        return topics(element -> topic);
    }

    /** Chooses the topic of each element. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setTopicSelector(
            TopicSelector<? super T> topicSelector) {
        KafkaRecordSerializationSchemaBuilder<T> self = self();
        return self.topics(topicSelector);
    }

    private KafkaRecordSerializationSchemaBuilder<IN> topics(TopicSelector<? super IN> given) {
        refuseSecond(topics, "topic");
        topics = Objects.requireNonNull(given, "topicSelector");
        return this;
    }

    /** Makes the keys; records have none by default. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setKeySerializationSchema(
            SerializationSchema<? super T> keySerializationSchema) {
        KafkaRecordSerializationSchemaBuilder<T> self = self();
        refuseSecond(self.key, "key");
        self.key = Objects.requireNonNull(keySerializationSchema, "keySerializationSchema");
        return self;
    }

    /** Makes the keys by a serializer of Kafka's kind, which is not configured. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setKafkaKeySerializer(
            Class<? extends Serializer<? super T>> keySerializer) {
        return setKeySerializationSchema(new KafkaSerializerSchema<T>(keySerializer, Map.of(), true, topicsSoFar()));
    }

    /** Makes the keys by a serializer of Kafka's kind. */
    public <T extends IN, S extends Serializer<? super T>>
            KafkaRecordSerializationSchemaBuilder<T> setKafkaKeySerializer(
                    Class<S> keySerializer, Map<String, String> configuration) {
        return setKeySerializationSchema(
                new KafkaSerializerSchema<T>(keySerializer, configuration, true, topicsSoFar()));
    }

    /** Makes the values. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setValueSerializationSchema(
            SerializationSchema<T> valueSerializationSchema) {
        KafkaRecordSerializationSchemaBuilder<T> self = self();
        refuseSecond(self.value, "value");
        self.value = Objects.requireNonNull(valueSerializationSchema, "valueSerializationSchema");
        return self;
    }

    /** Makes the values by a serializer of Kafka's kind, which is not configured. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setKafkaValueSerializer(
            Class<? extends Serializer<? super T>> valueSerializer) {
        return setValueSerializationSchema(
                new KafkaSerializerSchema<T>(valueSerializer, Map.of(), false, topicsSoFar()));
    }

    /** Makes the values by a serializer of Kafka's kind. */
    public <T extends IN, S extends Serializer<? super T>>
            KafkaRecordSerializationSchemaBuilder<T> setKafkaValueSerializer(
                    Class<S> valueSerializer, Map<String, String> configuration) {
        return setValueSerializationSchema(
                new KafkaSerializerSchema<T>(valueSerializer, configuration, false, topicsSoFar()));
    }

    /** Chooses the partition of each element. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setPartitioner(
            KafkaPartitioner<? super T> partitioner) {
        KafkaRecordSerializationSchemaBuilder<T> self = self();
        self.partitioner = Objects.requireNonNull(partitioner, "partitioner");
        return self;
    }

    /** Gives the headers of each element's record; records have none by default. */
    public <T extends IN> KafkaRecordSerializationSchemaBuilder<T> setHeaderProvider(
            HeaderProvider<? super T> headerProvider) {
        KafkaRecordSerializationSchemaBuilder<T> self = self();
        self.headers = Objects.requireNonNull(headerProvider, "headerProvider");
        return self;
    }

    /**
     * A schema of these parts.
     *
     * @throws IllegalStateException when the topic or the value is missing
     */
    public KafkaRecordSerializationSchema<IN> build() {
        if (topics == null) {
            throw new IllegalStateException("a record needs a topic: call setTopic or setTopicSelector");
        }
        if (value == null) {
            throw new IllegalStateException(
                    "a record needs a value: call setValueSerializationSchema or setKafkaValueSerializer");
        }
        return new RecordOfParts<>(topics, key, value, partitioner, headers);
    }

    /** Kafka's serializers want the topic's name; those that look at it must be given after the topic. */
    private TopicSelector<? super IN> topicsSoFar() {
        return topics == null ? element -> null : topics;
    }

    private static void refuseSecond(Object first, String what) {
        if (first != null) {
            throw new IllegalStateException("the " + what + " is set already; set it once");
        }
    }

    /** Parts for a type can make records of its subtypes. */
    @SuppressWarnings("unchecked")
    private <T extends IN> KafkaRecordSerializationSchemaBuilder<T> self() {
        return (KafkaRecordSerializationSchemaBuilder<T>) this;
    }
}
