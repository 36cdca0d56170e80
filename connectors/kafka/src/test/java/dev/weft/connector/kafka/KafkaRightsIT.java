package dev.weft.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.configuration.Configuration;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.sink.KafkaRecordSerializationSchema;
import dev.weft.connector.kafka.sink.KafkaSink;
import dev.weft.connector.kafka.source.KafkaSource;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Programs whose user lacks a right at the brokers, on a real one: they restart for ever when their failure may pass, and must
 * fail at once.
 */
@Timeout(60)
final class KafkaRightsIT {

    @RegisterExtension
    static final RealBroker BROKER = new RealBroker();

    private static StreamExecutionEnvironment environment() {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "50 ms");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "2147483647");
        settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
        return StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    }

    private static void allowOnly(ResourceType type, String name, AclOperation... operations) throws Exception {
        BROKER.allowOnly(new ResourcePattern(type, name, PatternType.LITERAL), operations);
    }

    private static String failureOfReading(String topic, OffsetsInitializer start) {
        StreamExecutionEnvironment environment = environment();
        environment
                .fromSource(
                        KafkaSource.<String>builder()
                                .setBootstrapServers(BROKER.servers())
                                .setTopics(topic)
                                .setGroupId("group-" + topic)
                                .setStartingOffsets(start)
                                .setValueOnlyDeserializer(new SimpleStringSchema())
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "input")
                .sinkTo(new DiscardingSink<>());
        return failureOf(environment);
    }

    private static String failureOfWriting(String topic, DeliveryGuarantee guarantee) {
        StreamExecutionEnvironment environment = environment();
        environment
                .fromSequence(1, 10)
                .map(String::valueOf)
                .sinkTo(KafkaSink.<String>builder()
                        .setBootstrapServers(BROKER.servers())
                        .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                                .setTopic(topic)
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                        .setDeliveryGuarantee(guarantee)
                        .setTransactionalIdPrefix("ids-of-" + topic)
                        .build());
        return failureOf(environment);
    }

    private static String failureOf(StreamExecutionEnvironment environment) {
        Throwable failure = catchThrowable(() -> environment.execute("clicks"));
        assertThat(failure).hasMessageStartingWith("job 'clicks' failed");
        return failure.getMessage().lines().findFirst().orElseThrow();
    }

    @Test
    void aTopicThatTheUserMayNotSeeIsNamed() throws Exception {
        String topic = BROKER.newTopic(1);
        allowOnly(ResourceType.TOPIC, topic);

        assertThat(failureOfReading(topic, OffsetsInitializer.earliest()))
                .contains("can't describe the ", topic, "do not permit it to this user");
    }

    @Test
    void aTopicThatTheUserMaySeeAndNotReadIsNamed() throws Exception {
        String topic = BROKER.newTopic(1);
        allowOnly(ResourceType.TOPIC, topic, AclOperation.DESCRIBE);

        assertThat(failureOfReading(topic, OffsetsInitializer.earliest()))
                .contains("can't read [" + topic + "-0]", "do not permit it to this user", BROKER.servers());
    }

    @Test
    void aConsumerGroupWithoutRightsIsNamedWhenItsOffsetsAreNeeded() throws Exception {
        String topic = BROKER.newTopic(1);
        allowOnly(ResourceType.GROUP, "group-" + topic);

        assertThat(failureOfReading(topic, OffsetsInitializer.committedOffsets()))
                .contains("can't read the offsets of consumer group group-" + topic, "do not permit it to this user");
    }

    @Test
    void aTopicThatTheUserMayNotWriteIsNamed() throws Exception {
        for (DeliveryGuarantee guarantee : DeliveryGuarantee.values()) {
            String topic = BROKER.newTopic(1);
            allowOnly(ResourceType.TOPIC, topic, AclOperation.DESCRIBE);

            assertThat(failureOfWriting(topic, guarantee))
                    .as(guarantee.toString())
                    .contains("to topic " + topic, "do not permit it to this user");
        }
    }

    @Test
    void aTransactionalIdWithoutRightsIsNamed() throws Exception {
        String topic = BROKER.newTopic(1);
        BROKER.allowOnly(new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "ids-of-" + topic, PatternType.PREFIXED));

        assertThat(failureOfWriting(topic, DeliveryGuarantee.EXACTLY_ONCE))
                .contains("the transactional id ids-of-" + topic + "-0-", "do not permit it to this user");
    }
}
