package dev.weft.connector.kafka.sink;

import dev.weft.connector.base.DeliveryGuarantee;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Collects the settings of a {@link KafkaSink}. Needed are bootstrap servers and a record serializer, and exactly once a
 * transactional id prefix too. The guarantee is {@link DeliveryGuarantee#NONE} by default.
 *
 * <p>Besides the properties of Kafka's producer, {@link #setProperty} takes {@code lost.transactions}: {@code fail} (the
 * default) fails the job when a prepared transaction can't be committed any more, {@code log} logs it and goes on.
 *
 * @param <IN> the elements
 */
public final class KafkaSinkBuilder<IN> {

    /** What to do about transactions that can't be committed any more. */
    static final String LOST_TRANSACTIONS = "lost.transactions";

    /** What brokers allow at most unless they are told otherwise. */
    private static final String DEFAULT_TRANSACTION_TIMEOUT_MS = "900000";

    /** In characters: ids are a part of the names of clients, threads and metrics. */
    private static final int LONGEST_PREFIX = 1_000;

    private static final List<String> SERIALIZERS =
            List.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    /** Properties that mean nothing to other clients. */
    static final List<String> OF_PRODUCERS_ONLY = List.of(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG,
            ProducerConfig.BATCH_SIZE_CONFIG,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG);

    private final Properties properties = new Properties();
    private KafkaRecordSerializationSchema<IN> schema;
    private DeliveryGuarantee guarantee = DeliveryGuarantee.NONE;
    private String prefix;

    KafkaSinkBuilder() {}

    /** The brokers to begin with: {@code host:port}, separated by commas. */
    public KafkaSinkBuilder<IN> setBootstrapServers(String bootstrapServers) {
        return setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** Makes records of the elements. */
    public KafkaSinkBuilder<IN> setRecordSerializer(KafkaRecordSerializationSchema<IN> recordSerializer) {
        this.schema = Objects.requireNonNull(recordSerializer, "recordSerializer");
        return this;
    }

    /** What the sink promises; nothing by default. */
    public KafkaSinkBuilder<IN> setDeliveryGuarantee(DeliveryGuarantee deliveryGuarantee) {
        this.guarantee = Objects.requireNonNull(deliveryGuarantee, "deliveryGuarantee");
        return this;
    }

    /**
     * How the ids of the sink's transactions begin. Exactly once needs it, unique among all sinks that write to these brokers:
     * two sinks with the same prefix abort each other's transactions. It stays the same over the restarts of a job.
     */
    public KafkaSinkBuilder<IN> setTransactionalIdPrefix(String transactionalIdPrefix) {
        if (transactionalIdPrefix.isBlank() || transactionalIdPrefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException("the transactional id prefix must have 1 to " + LONGEST_PREFIX
                    + " characters, not " + transactionalIdPrefix.length());
        }
        this.prefix = transactionalIdPrefix;
        return this;
    }

    /** Sets a property of Kafka's producer, or one of the sink's own. */
    public KafkaSinkBuilder<IN> setProperty(String key, String value) {
        properties.setProperty(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key));
        return this;
    }

    /** Sets properties as {@link #setProperty} does. */
    public KafkaSinkBuilder<IN> setKafkaProducerConfig(Properties given) {
        given.stringPropertyNames().forEach(key -> setProperty(key, given.getProperty(key)));
        return this;
    }

    /**
     * A sink with these settings.
     *
     * @throws IllegalStateException when something that is needed is missing
     */
    public KafkaSink<IN> build() {
        need(
                properties.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG),
                "bootstrap servers: call setBootstrapServers");
        need(schema, "a record serializer: call setRecordSerializer");
        Properties producer = new Properties();
        producer.putAll(properties);
        producer.remove(LOST_TRANSACTIONS);
        SERIALIZERS.forEach(producer::remove);
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            need(
                    prefix,
                    "a transactional id prefix to write exactly once: call setTransactionalIdPrefix, with a text that no"
                            + " other sink uses");
            producer.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DEFAULT_TRANSACTION_TIMEOUT_MS);
        }
        if (producer.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
            throw new IllegalStateException(ProducerConfig.TRANSACTIONAL_ID_CONFIG
                    + " is the sink's own: remove it, and call" + " setTransactionalIdPrefix");
        }
        return new KafkaSink<>(schema, guarantee, prefix, producer, goesOnWithoutLost());
    }

    private static void need(Object setting, String what) {
        if (setting == null) {
            throw new IllegalStateException("a Kafka sink needs " + what);
        }
    }

    private boolean goesOnWithoutLost() {
        String value = properties.getProperty(LOST_TRANSACTIONS, "fail").strip();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "log" -> true;
            case "fail" -> false;
            default ->
                throw new IllegalArgumentException(LOST_TRANSACTIONS + " is '" + value + "'; it must be fail or log");
        };
    }
}
