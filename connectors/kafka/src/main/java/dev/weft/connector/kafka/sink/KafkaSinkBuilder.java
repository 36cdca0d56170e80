package dev.weft.connector.kafka.sink;

import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.GivenProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSinkBuilder.class);

    /** What to do about transactions that can't be committed any more. */
    static final String LOST_TRANSACTIONS = "lost.transactions";

    /** What brokers allow at most unless they are told otherwise. */
    private static final String DEFAULT_TRANSACTION_TIMEOUT_MS = "900000";

    /** In characters: ids are a part of the names of clients, threads and metrics. */
    private static final int LONGEST_PREFIX = 1_000;

    private static final String OF_THE_SCHEMA =
            "records are serialized by the schema of setRecordSerializer; remove it";

    /** Properties that are taken out, and why they have no effect. */
    private static final Map<String, String> TAKEN_OUT = Map.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            OF_THE_SCHEMA,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            OF_THE_SCHEMA);

    /** The values of acks with which all in-sync replicas have a record before it counts as stored. */
    private static final Set<String> ALL_REPLICAS = Set.of("all", "-1");

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

    /**
     * How the sink names its transactions. It can do {@link TransactionNamingStrategy#POOLING} only, which is the default.
     *
     * @throws IllegalArgumentException for another strategy
     */
    public KafkaSinkBuilder<IN> setTransactionNamingStrategy(TransactionNamingStrategy transactionNamingStrategy) {
        Objects.requireNonNull(transactionNamingStrategy, "transactionNamingStrategy");
        if (transactionNamingStrategy != TransactionNamingStrategy.POOLING) {
            throw new IllegalArgumentException(
                    "the Kafka sink can't name its transactions by " + transactionNamingStrategy
                            + ": it uses a few transactional ids again and again, which is POOLING; use that, or don't"
                            + " call setTransactionNamingStrategy");
        }
        return this;
    }

    /** Sets a property of Kafka's producer, or one of the sink's own. */
    public KafkaSinkBuilder<IN> setProperty(String key, String value) {
        properties.setProperty(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key));
        return this;
    }

    /**
     * Sets properties as {@link #setProperty} does. Values may be texts, numbers, booleans and classes.
     *
     * @throws IllegalArgumentException when a value is of another kind
     */
    public KafkaSinkBuilder<IN> setKafkaProducerConfig(Properties given) {
        GivenProperties.texts(given).forEach(this::setProperty);
        return this;
    }

    /**
     * A sink with these settings. Those that have no effect, and properties that Kafka does not define, are logged as warnings.
     *
     * @throws IllegalStateException when something that is needed is missing, or a property contradicts the guarantee
     * @throws IllegalArgumentException when a property of the sink has a value that it can't have
     */
    public KafkaSink<IN> build() {
        need(
                properties.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG),
                "bootstrap servers: call setBootstrapServers");
        need(schema, "a record serializer: call setRecordSerializer");
        Properties producer = new Properties();
        producer.putAll(properties);
        producer.remove(LOST_TRANSACTIONS);
        TAKEN_OUT.keySet().forEach(producer::remove);
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            need(
                    prefix,
                    "a transactional id prefix to write exactly once: call setTransactionalIdPrefix, with a text that"
                            + " no other sink uses");
            producer.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DEFAULT_TRANSACTION_TIMEOUT_MS);
        }
        if (producer.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
            throw new IllegalStateException(ProducerConfig.TRANSACTIONAL_ID_CONFIG
                    + " is the sink's own: remove it, and call" + " setTransactionalIdPrefix");
        }
        refuseLoss();
        boolean goesOnWithoutLost = goesOnWithoutLost();
        warnings().forEach(LOG::warn);
        return new KafkaSink<>(schema, guarantee, prefix, producer, goesOnWithoutLost);
    }

    /** Refuses properties with which records could be lost, or be there twice, against the guarantee. */
    private void refuseLoss() {
        if (guarantee == DeliveryGuarantee.NONE) {
            return;
        }
        String acks = properties.getProperty(ProducerConfig.ACKS_CONFIG, "all").strip();
        if (!ALL_REPLICAS.contains(acks)) {
            throw new IllegalStateException(ProducerConfig.ACKS_CONFIG + " is '" + acks + "', and " + guarantee.name()
                    + " needs 'all': otherwise records are lost unnoticed when a broker fails; remove the property, or"
                    + " call setDeliveryGuarantee(NONE)");
        }
        String idempotence = properties.getProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE && !"true".equalsIgnoreCase(idempotence.strip())) {
            throw new IllegalStateException(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG + " is '" + idempotence
                    + "', and EXACTLY_ONCE needs 'true': transactions are made of idempotent writes; remove the"
                    + " property, or call setDeliveryGuarantee(AT_LEAST_ONCE)");
        }
    }

    /** What the program should know of its settings, one line each. */
    List<String> warnings() {
        List<String> lines = new ArrayList<>(GivenProperties.withoutEffect("Kafka sink", properties, TAKEN_OUT));
        if (prefix != null && guarantee != DeliveryGuarantee.EXACTLY_ONCE) {
            lines.add("The transactional id prefix '" + prefix + "' of the Kafka sink has no effect: the guarantee is "
                    + guarantee.name() + "; call setDeliveryGuarantee(EXACTLY_ONCE) to write in transactions");
        }
        Set<String> defined = new HashSet<>(ProducerConfig.configNames());
        defined.add(LOST_TRANSACTIONS);
        lines.addAll(GivenProperties.notDefined("Kafka sink", properties, defined));
        return lines;
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
