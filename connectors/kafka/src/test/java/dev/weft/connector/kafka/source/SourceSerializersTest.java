package dev.weft.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumState;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Pins the bytes of what the source leaves in checkpoints. */
final class SourceSerializersTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 1);

    @Test
    void aSplitKeepsItsBytes() throws Exception {
        KafkaPartitionSplitSerializer serializer = new KafkaPartitionSplitSerializer();
        KafkaPartitionSplit split = new KafkaPartitionSplit(PARTITION, 2);

        assertThat(HexFormat.of().formatHex(serializer.serialize(split)))
                .isEqualTo("000174" + "00000001" + "0000000000000002" + "8000000000000000");
        assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
        assertThatThrownBy(() -> serializer.deserialize(9, new byte[0])).hasMessageContaining("version 9");
    }

    @Test
    void theStateOfAnEnumeratorKeepsItsBytes() throws Exception {
        KafkaSourceEnumStateSerializer serializer = new KafkaSourceEnumStateSerializer();
        KafkaSourceEnumState state =
                new KafkaSourceEnumState(Set.of(PARTITION), List.of(new KafkaPartitionSplit(PARTITION, 2, 3)), true);

        assertThat(HexFormat.of().formatHex(serializer.serialize(state)))
                .isEqualTo("01" + "00000001" + "000174" + "00000001" + "00000001" + "000174" + "00000001"
                        + "0000000000000002" + "0000000000000003");
        assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
        assertThatThrownBy(() -> serializer.deserialize(9, new byte[0])).hasMessageContaining("version 9");
    }
}
