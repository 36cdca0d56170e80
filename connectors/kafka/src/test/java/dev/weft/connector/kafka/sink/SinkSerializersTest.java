package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins the bytes of what the sink leaves in checkpoints. */
final class SinkSerializersTest {

    @Test
    void aCommittableKeepsItsBytes() throws Exception {
        KafkaCommittable committable = new KafkaCommittable("id", 7, (short) 3);
        KafkaCommittableSerializer serializer = new KafkaCommittableSerializer();

        assertThat(HexFormat.of().formatHex(serializer.serialize(committable)))
                .isEqualTo("00026964" + "0000000000000007" + "0003");
        assertThat(serializer.deserialize(1, serializer.serialize(committable))).isEqualTo(committable);
        assertThatThrownBy(() -> serializer.deserialize(9, new byte[0])).hasMessageContaining("version 9");
    }

    @Test
    void aWriterStateKeepsItsBytes() throws Exception {
        KafkaWriterState state = new KafkaWriterState(new IdOwner("p", 2, "b"), 6, List.of(4, 5));
        KafkaWriterStateSerializer serializer = new KafkaWriterStateSerializer();

        assertThat(HexFormat.of().formatHex(serializer.serialize(state)))
                .isEqualTo("000170" + "00000002" + "000162" + "00000006" + "00000002" + "00000004" + "00000005");
        assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
        assertThatThrownBy(() -> serializer.deserialize(9, new byte[0])).hasMessageContaining("version 9");
    }
}
