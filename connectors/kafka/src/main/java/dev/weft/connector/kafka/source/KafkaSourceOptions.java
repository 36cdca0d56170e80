package dev.weft.connector.kafka.source;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;

/** The properties of a {@link KafkaSource} that are not Kafka's: keys for {@link KafkaSourceBuilder#setProperty}. */
public class KafkaSourceOptions {

    /** How the client ids of the source's consumers begin. Without it, they begin with the group id. */
    public static final ConfigOption<String> CLIENT_ID_PREFIX = ConfigOptions.key("client.id.prefix")
            .stringType()
            .noDefaultValue()
            .withDescription("How the client ids of the source's consumers begin; its group id by default");

    /** How often to look for new partitions, in milliseconds; 0 or less: once. A source that stops looks once. */
    public static final ConfigOption<Long> PARTITION_DISCOVERY_INTERVAL_MS = ConfigOptions.key(
                    "partition.discovery.interval.ms")
            .longType()
            .defaultValue(Duration.ofMinutes(5).toMillis())
            .withDescription("How often to look for new partitions, in milliseconds; 0 or less: once");

    /** Accepted, without effect: the metrics of Kafka's own consumer are not registered. */
    public static final ConfigOption<Boolean> REGISTER_KAFKA_CONSUMER_METRICS = ConfigOptions.key(
                    "register.consumer.metrics")
            .booleanType()
            .defaultValue(false)
            .withDescription("Without effect: the metrics of Kafka's own consumer are not registered");

    /** Whether offsets are committed to Kafka when a checkpoint is complete; needs a group id. */
    public static final ConfigOption<Boolean> COMMIT_OFFSETS_ON_CHECKPOINT = ConfigOptions.key(
                    "commit.offsets.on.checkpoint")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether offsets are committed to Kafka when a checkpoint is complete");

    /** Whether the line about a record that can't be read shows the first 64 bytes of its value. */
    public static final ConfigOption<Boolean> SHOW_RECORD_BYTES_ON_FAILURE = ConfigOptions.key(
                    "show.record.bytes.on.failure")
            .booleanType()
            .defaultValue(true)
            .withDescription(
                    "Whether the line about a record that can't be read shows the first 64 bytes of its value");

    private KafkaSourceOptions() {}

    /**
     * The value of an option, its default when it is not set.
     *
     * @param parser makes the value of the property's text; what it throws is thrown
     * @return null when the option is not set and has no default
     */
    public static <T> T getOption(Properties props, ConfigOption<T> configOption, Function<String, T> parser) {
        String text = props.getProperty(configOption.key());
        return text == null ? configOption.defaultValue() : parser.apply(text);
    }
}
