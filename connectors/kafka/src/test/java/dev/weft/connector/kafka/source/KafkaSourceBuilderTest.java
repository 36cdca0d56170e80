package dev.weft.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import java.util.Properties;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.junit.jupiter.api.Test;

final class KafkaSourceBuilderTest {

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> KafkaSource.<String>builder().build()).hasMessageContaining("setBootstrapServers");
        assertThatThrownBy(() ->
                        KafkaSource.<String>builder().setBootstrapServers("b:1").build())
                .hasMessageContaining("setTopics");
        assertThatThrownBy(() -> KafkaSource.<String>builder()
                        .setBootstrapServers("b:1")
                        .setTopics("t")
                        .build())
                .hasMessageContaining("setValueOnlyDeserializer");
    }

    @Test
    void topicsAreGivenOnce() {
        assertThatThrownBy(() -> KafkaSource.<String>builder().setTopics("a").setTopics("b"))
                .hasMessageContaining("topics [a]")
                .hasMessageContaining("topics [b]");
    }

    @Test
    void onlyABoundedSourceIsBounded() {
        assertThat(complete().build().getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(complete().setUnbounded(OffsetsInitializer.latest()).build().getBoundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(complete().setBounded(OffsetsInitializer.latest()).build().getBoundedness())
                .isEqualTo(Boundedness.BOUNDED);
    }

    @Test
    void theTypeOfTheElementsIsThatOfTheDeserializer() {
        assertThat(complete().build().getProducedType()).isEqualTo(Types.STRING);
        assertThat(KafkaRecordDeserializationSchema.valueOnly(LongDeserializer.class)
                        .getProducedType())
                .isEqualTo(Types.LONG);
    }

    @Test
    void propertiesOfTheSourceAreChecked() {
        assertThatThrownBy(() -> complete()
                        .setProperty("partition.discovery.interval.ms", "5 min")
                        .build())
                .hasMessageContaining("partition.discovery.interval.ms is '5 min'");
        assertThatThrownBy(() -> complete()
                        .setGroupId("g")
                        .setProperty("commit.offsets.on.checkpoint", "yes")
                        .build())
                .hasMessageContaining("commit.offsets.on.checkpoint is 'yes'");
        assertThatThrownBy(() -> complete()
                        .setProperty("show.record.bytes.on.failure", "no")
                        .build())
                .hasMessageContaining("show.record.bytes.on.failure is 'no'; it must be true or false");
    }

    @Test
    void propertiesWithoutEffectAreTold() {
        KafkaSourceBuilder<String> builder = complete()
                .setProperty("key.deserializer", LongDeserializer.class.getName())
                .setProperty("auto.offset.reset.strategy", "earliest")
                .setProperty("client.id", "mine")
                .setProperty("partition.discovery.interval.ms", "1000")
                .setProperty("commit.offsets.on.checkpoint", "true")
                .setProperty("register.consumer.metrics", "true")
                .setProperty("isolation.levle", "read_committed");

        assertThat(builder.warnings())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Property auto.offset.reset.strategy = 'earliest'"),
                        line -> assertThat(line).startsWith("Property client.id = 'mine'"),
                        line -> assertThat(line).startsWith("Property commit.offsets.on.checkpoint = 'true'"),
                        line -> assertThat(line)
                                .isEqualTo("Property key.deserializer = '" + LongDeserializer.class.getName()
                                        + "' of the Kafka source has no effect: records are deserialized by the schema"
                                        + " of setDeserializer or setValueOnlyDeserializer; remove it"),
                        line -> assertThat(line).startsWith("Property register.consumer.metrics = 'true'"),
                        line -> assertThat(line)
                                .contains("isolation.levle")
                                .doesNotContain("auto.offset")
                                .doesNotContain("read_committed"));
        assertThat(builder.setBounded(OffsetsInitializer.latest()).warnings())
                .anyMatch(line -> line.startsWith("Property partition.discovery.interval.ms = '1000'"));
    }

    @Test
    void propertiesWithAnEffectAreNotTold() {
        assertThat(complete()
                        .setGroupId("g")
                        .setClientIdPrefix("p")
                        .setProperty("commit.offsets.on.checkpoint", "true")
                        .setProperty("partition.discovery.interval.ms", "1000")
                        .setProperty("register.consumer.metrics", "false")
                        .setProperty("auto.offset.reset", "earliest")
                        .setProperty("fetch.max.bytes", "1000")
                        .warnings())
                .isEmpty();
        assertThat(complete()
                        .setBounded(OffsetsInitializer.latest())
                        .setProperty("partition.discovery.interval.ms", "-1")
                        .warnings())
                .isEmpty();
    }

    @Test
    void optionsOfTheSourceHaveTheirDefaultsWhenTheyAreNotSet() {
        Properties properties = new Properties();
        assertThat(KafkaSourceOptions.getOption(
                        properties, KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS, Long::parseLong))
                .isEqualTo(300_000);
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "7");
        assertThat(KafkaSourceOptions.getOption(
                        properties, KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS, Long::parseLong))
                .isEqualTo(7);
        assertThat(KafkaSourceOptions.getOption(properties, KafkaSourceOptions.CLIENT_ID_PREFIX, prefix -> prefix))
                .isNull();
    }

    private static KafkaSourceBuilder<String> complete() {
        return KafkaSource.<String>builder()
                .setBootstrapServers("b:1")
                .setTopics("t")
                .setValueOnlyDeserializer(new SimpleStringSchema());
    }
}
