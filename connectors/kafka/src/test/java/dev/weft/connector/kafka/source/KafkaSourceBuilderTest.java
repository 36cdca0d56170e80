package dev.weft.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
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
    }

    private static KafkaSourceBuilder<String> complete() {
        return KafkaSource.<String>builder()
                .setBootstrapServers("b:1")
                .setTopics("t")
                .setValueOnlyDeserializer(new SimpleStringSchema());
    }
}
