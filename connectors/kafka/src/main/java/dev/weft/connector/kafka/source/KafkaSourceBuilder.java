package dev.weft.connector.kafka.source;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import dev.weft.connector.kafka.source.enumerator.Subscription;
import dev.weft.connector.kafka.source.enumerator.initializer.NoStoppingOffsets;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import dev.weft.util.function.SerializableSupplier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects the settings of a {@link KafkaSource}. Needed are bootstrap servers, one of topics, pattern and partitions, and a
 * deserializer; by default the source reads from the earliest record on, without an end.
 *
 * <p>Besides the properties of Kafka's consumer, {@link #setProperty} takes {@code partition.discovery.interval.ms} (how
 * often to look for new partitions; 5 minutes by default, 0 or less: never) and {@code commit.offsets.on.checkpoint} (true
 * by default when there is a group id).
 *
 * @param <OUT> the elements
 */
@SuppressWarnings("deprecation") // see OffsetsInitializer
public final class KafkaSourceBuilder<OUT> {

    static final String CLIENT_ID_PREFIX = "client.id.prefix";
    private static final String DISCOVERY_INTERVAL_MS = "partition.discovery.interval.ms";
    private static final String COMMIT_OFFSETS = "commit.offsets.on.checkpoint";
    private static final String REGISTER_METRICS = "register.consumer.metrics";

    /** Properties that Kafka's client does not know. */
    static final Set<String> OWN_PROPERTIES =
            Set.of(CLIENT_ID_PREFIX, DISCOVERY_INTERVAL_MS, COMMIT_OFFSETS, REGISTER_METRICS);

    /** Records are deserialized by the source's schema. */
    private static final List<String> DESERIALIZERS =
            List.of(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private static final String DEFAULT_DISCOVERY_INTERVAL_MS = "300000";

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

    private KafkaSourceBuilder<OUT> subscribe(Subscription given) {
        if (subscription != null) {
            throw new IllegalStateException("the source reads " + subscription + " already, it can't read " + given
                    + " too; use one of setTopics, setTopicPattern and setPartitions, once");
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
        return setProperty(CLIENT_ID_PREFIX, prefix);
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

    /** Sets properties as {@link #setProperty} does. */
    public KafkaSourceBuilder<OUT> setProperties(Properties given) {
        given.stringPropertyNames().forEach(key -> setProperty(key, given.getProperty(key)));
        return this;
    }

    /**
     * A source with these settings.
     *
     * @throws IllegalStateException when something that is needed is missing
     */
    public KafkaSource<OUT> build() {
        need(
                properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                "bootstrap servers: call setBootstrapServers");
        need(subscription, "something to read: call setTopics, setTopicPattern or setPartitions");
        need(schema, "a deserializer: call setDeserializer or setValueOnlyDeserializer");
        Properties consumer = new Properties();
        consumer.putAll(properties);
        DESERIALIZERS.forEach(consumer::remove);
        String group = consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG);
        if (group != null) {
            consumer.putIfAbsent(CLIENT_ID_PREFIX, group);
        }
        consumer.putIfAbsent(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A position that the brokers do not have is a loss of records: only who says so goes on elsewhere.
        consumer.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaSource<>(
                new KafkaSourceEnumerator.Plan(subscription, start, stop, stops ? 0 : discoveryIntervalMs()),
                boundedness,
                schema,
                consumer,
                group != null && commitsOffsets(),
                rack);
    }

    private static void need(Object setting, String what) {
        if (setting == null) {
            throw new IllegalStateException("a Kafka source needs " + what);
        }
    }

    private long discoveryIntervalMs() {
        String value = properties.getProperty(DISCOVERY_INTERVAL_MS, DEFAULT_DISCOVERY_INTERVAL_MS);
        try {
            return Math.max(0, Long.parseLong(value.strip()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    DISCOVERY_INTERVAL_MS + " is '" + value
                            + "', which is no number of milliseconds; 0 or less turns it off",
                    notANumber);
        }
    }

    private boolean commitsOffsets() {
        String value = properties.getProperty(COMMIT_OFFSETS, "true").strip();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(COMMIT_OFFSETS + " is '" + value + "'; it must be true or false");
        };
    }
}
