package dev.weft.connector.kafka.source;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.configuration.ConfigOption;
import dev.weft.connector.kafka.GivenProperties;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import dev.weft.connector.kafka.source.enumerator.Subscription;
import dev.weft.connector.kafka.source.enumerator.initializer.NoStoppingOffsets;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import dev.weft.util.function.SerializableSupplier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the settings of a {@link KafkaSource}. Needed are bootstrap servers, one of topics, pattern, partitions and subscriber, and a
 * deserializer; by default the source reads from the earliest record on, without an end.
 *
 * <p>Besides the properties of Kafka's consumer, {@link #setProperty} takes those of {@link KafkaSourceOptions}.
 *
 * @param <OUT> the elements
 */
@SuppressWarnings("deprecation") // see OffsetsInitializer
public final class KafkaSourceBuilder<OUT> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSourceBuilder.class);

    /** Properties that Kafka's client does not know. */
    static final Set<String> OWN_PROPERTIES = Set.of(
            KafkaSourceOptions.CLIENT_ID_PREFIX.key(),
            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
            KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(),
            KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS.key(),
            KafkaSourceOptions.SHOW_RECORD_BYTES_ON_FAILURE.key());

    /** The name under which other documentation calls {@code auto.offset.reset}. */
    private static final String OFFSET_RESET_STRATEGY = "auto.offset.reset.strategy";

    private static final String OF_THE_SCHEMA =
            "records are deserialized by the schema of setDeserializer or setValueOnlyDeserializer; remove it";

    /** Properties that are taken out, and why they have no effect. */
    private static final Map<String, String> TAKEN_OUT = Map.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            OF_THE_SCHEMA,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            OF_THE_SCHEMA,
            OFFSET_RESET_STRATEGY,
            "Kafka calls it " + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG + "; set that, or give the starting offsets a"
                    + " reset strategy",
            ConsumerConfig.CLIENT_ID_CONFIG,
            "each consumer of the source has an id of its own; call setClientIdPrefix");

    private final Properties properties = new Properties();
    private Subscription subscription;
    private OffsetsInitializer start = OffsetsInitializer.earliest();
    private OffsetsInitializer stop = new NoStoppingOffsets();
    private boolean stops;
    private Boundedness boundedness = Boundedness.CONTINUOUS_UNBOUNDED;
    private KafkaRecordDeserializationSchema<OUT> schema;
    private SerializableSupplier<String> rack = () -> null;

    KafkaSourceBuilder() {}

    /** The brokers to begin with: {@code host:port}, separated by commas. */
    public KafkaSourceBuilder<OUT> setBootstrapServers(String bootstrapServers) {
        return setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** The consumer group under which offsets are committed and found again. Partitions are not shared out by it. */
    public KafkaSourceBuilder<OUT> setGroupId(String groupId) {
        return setProperty(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    }

    /** Reads all partitions of these topics, which must exist. */
    public KafkaSourceBuilder<OUT> setTopics(List<String> topics) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a Kafka source needs at least one topic, not an empty list");
        }
        return subscribe(new Subscription.Topics(topics));
    }

    /** Reads all partitions of these topics, which must exist. */
    public KafkaSourceBuilder<OUT> setTopics(String... topics) {
        return setTopics(Arrays.asList(topics));
    }

    /** Reads all partitions of the topics whose whole name matches, also of those that are created later. */
    public KafkaSourceBuilder<OUT> setTopicPattern(Pattern topicPattern) {
        return subscribe(new Subscription.Matching(Objects.requireNonNull(topicPattern, "topicPattern")));
    }

    /** Reads these partitions, which must exist. */
    public KafkaSourceBuilder<OUT> setPartitions(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("a Kafka source needs at least one partition, not an empty set");
        }
        return subscribe(new Subscription.Partitions(partitions));
    }

    /**
     * Reads the partitions that the subscriber gives.
     *
     * @param kafkaSubscriber serializable
     */
    public KafkaSourceBuilder<OUT> setKafkaSubscriber(KafkaSubscriber kafkaSubscriber) {
        return subscribe(new Subscription.BySubscriber(Objects.requireNonNull(kafkaSubscriber, "kafkaSubscriber")));
    }

    private KafkaSourceBuilder<OUT> subscribe(Subscription given) {
        if (subscription != null) {
            throw new IllegalStateException("the source reads " + subscription + " already, it can't read " + given
                    + " too; use one of setTopics, setTopicPattern, setPartitions and"
                    + " setKafkaSubscriber, once");
        }
        subscription = given;
        return this;
    }

    /**
     * Where to begin in the partitions that exist when the job starts; earliest by default. Partitions that appear later are
     * read from their first record on. A job that goes on from a checkpoint begins where that was.
     */
    public KafkaSourceBuilder<OUT> setStartingOffsets(OffsetsInitializer startingOffsetsInitializer) {
        this.start = Objects.requireNonNull(startingOffsetsInitializer, "startingOffsetsInitializer");
        return this;
    }

    /**
     * Where to stop, in a program that runs as a stream: the job ends when all partitions have come there. The offsets are
     * found out when the job starts; from then on no new partitions are looked for.
     */
    public KafkaSourceBuilder<OUT> setUnbounded(OffsetsInitializer stoppingOffsetsInitializer) {
        return stopAt(stoppingOffsetsInitializer, Boundedness.CONTINUOUS_UNBOUNDED);
    }

    /** As {@link #setUnbounded}, for a source that counts as bounded, so that the program may run as a batch. */
    public KafkaSourceBuilder<OUT> setBounded(OffsetsInitializer stoppingOffsetsInitializer) {
        return stopAt(stoppingOffsetsInitializer, Boundedness.BOUNDED);
    }

    private KafkaSourceBuilder<OUT> stopAt(OffsetsInitializer initializer, Boundedness kind) {
        this.stop = Objects.requireNonNull(initializer, "stoppingOffsetsInitializer");
        this.stops = !(initializer instanceof NoStoppingOffsets);
        this.boundedness = kind;
        return this;
    }

    /** Makes elements of whole records. */
    public KafkaSourceBuilder<OUT> setDeserializer(KafkaRecordDeserializationSchema<OUT> recordDeserializer) {
        this.schema = Objects.requireNonNull(recordDeserializer, "recordDeserializer");
        return this;
    }

    /** Makes elements of the records' values. */
    public KafkaSourceBuilder<OUT> setValueOnlyDeserializer(DeserializationSchema<OUT> deserializationSchema) {
        return setDeserializer(KafkaRecordDeserializationSchema.valueOnly(deserializationSchema));
    }

    /** How the client ids of the source's consumers begin; its group id by default. */
    public KafkaSourceBuilder<OUT> setClientIdPrefix(String prefix) {
        return setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), prefix);
    }

    /** The rack of each reader, asked where it runs, so that it reads from brokers nearby; null for none. */
    public KafkaSourceBuilder<OUT> setRackIdSupplier(SerializableSupplier<String> rackIdSupplier) {
        this.rack = Objects.requireNonNull(rackIdSupplier, "rackIdSupplier");
        return this;
    }

    /** Sets a property of Kafka's consumer, or one of the source's own. */
    public KafkaSourceBuilder<OUT> setProperty(String key, String value) {
        properties.setProperty(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key));
        return this;
    }

    /**
     * Sets properties as {@link #setProperty} does. Values may be texts, numbers, booleans and classes.
     *
     * @throws IllegalArgumentException when a value is of another kind
     */
    public KafkaSourceBuilder<OUT> setProperties(Properties given) {
        GivenProperties.texts(given).forEach(this::setProperty);
        return this;
    }

    /**
     * A source with these settings. Properties that have no effect, and those that Kafka does not define, are logged as warnings.
     *
     * @throws IllegalStateException when something that is needed is missing
     * @throws IllegalArgumentException when a property of the source has a value that it can't have
     */
    public KafkaSource<OUT> build() {
        need(
                properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                "bootstrap servers: call setBootstrapServers");
        need(subscription, "something to read: call setTopics, setTopicPattern, setPartitions or setKafkaSubscriber");
        need(schema, "a deserializer: call setDeserializer or setValueOnlyDeserializer");
        Properties consumer = new Properties();
        consumer.putAll(properties);
        long discoveryIntervalMs = discoveryIntervalMs();
        boolean commitsOffsets = commitsOffsets();
        consumer.setProperty(
                KafkaSourceOptions.SHOW_RECORD_BYTES_ON_FAILURE.key(),
                String.valueOf(flag(KafkaSourceOptions.SHOW_RECORD_BYTES_ON_FAILURE)));
        warnings().forEach(LOG::warn);
        TAKEN_OUT.keySet().forEach(consumer::remove);
        String group = consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG);
        if (group != null) {
            consumer.putIfAbsent(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group);
        }
        consumer.putIfAbsent(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A position that the brokers do not have is a loss of records: only who says so goes on elsewhere.
        consumer.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaSource<>(
                new KafkaSourceEnumerator.Plan(subscription, start, stop, stops ? 0 : discoveryIntervalMs),
                boundedness,
                schema,
                consumer,
                group != null && commitsOffsets,
                rack);
    }

    private static void need(Object setting, String what) {
        if (setting == null) {
            throw new IllegalStateException("a Kafka source needs " + what);
        }
    }

    /** What the program should know of its properties, one line each. */
    List<String> warnings() {
        Map<String, String> reasons = new HashMap<>(TAKEN_OUT);
        if (stops && discoveryIntervalMs() > 0) {
            reasons.put(
                    KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                    "a source with stopping offsets looks for partitions once; remove it, or set it to 0");
        }
        if (!properties.containsKey(ConsumerConfig.GROUP_ID_CONFIG) && commitsOffsets()) {
            reasons.put(
                    KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(),
                    "offsets are committed for a consumer group, and the source has none; call setGroupId");
        }
        if (flag(KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS)) {
            reasons.put(
                    KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS.key(),
                    "the metrics of Kafka's own consumer are not registered; remove it");
        }
        Set<String> defined = new HashSet<>(ConsumerConfig.configNames());
        defined.addAll(OWN_PROPERTIES);
        defined.add(OFFSET_RESET_STRATEGY);
        List<String> lines = new ArrayList<>(GivenProperties.withoutEffect("Kafka source", properties, reasons));
        lines.addAll(GivenProperties.notDefined("Kafka source", properties, defined));
        return lines;
    }

    private long discoveryIntervalMs() {
        return KafkaSourceOptions.getOption(
                properties, KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS, KafkaSourceBuilder::intervalMs);
    }

    private static long intervalMs(String value) {
        try {
            return Math.max(0, Long.parseLong(value.strip()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key() + " is '" + value
                            + "', which is no number of milliseconds; 0 or less turns it off",
                    notANumber);
        }
    }

    private boolean commitsOffsets() {
        return flag(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT);
    }

    private boolean flag(ConfigOption<Boolean> option) {
        return KafkaSourceOptions.getOption(properties, option, value -> flag(option.key(), value));
    }

    private static boolean flag(String key, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " is '" + value + "'; it must be true or false");
        };
    }
}
