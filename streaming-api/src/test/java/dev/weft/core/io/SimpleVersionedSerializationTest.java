package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimpleVersionedSerializationTest {
    private final SimpleVersionedSerializer<String> serializer = new SimpleVersionedSerializer<>() {
        @Override
        public int getVersion() {
            return 3;
        }

        @Override
        public byte[] serialize(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] serialized) {
            return version + ":" + new String(serialized, StandardCharsets.UTF_8);
        }
    };

    @Test
    void aValueIsItsVersionItsLengthAndItsBytes() throws Exception {
        byte[] bytes = SimpleVersionedSerialization.writeVersionAndSerialize(serializer, "ab");

        assertThat(bytes).containsExactly(0, 0, 0, 3, 0, 0, 0, 2, 'a', 'b');
        assertThat(SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes))
                .isEqualTo("3:ab");
    }

    @Test
    void streamsHoldTheSameBytes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SimpleVersionedSerialization.writeVersionAndSerialize(serializer, "ab", new DataOutputViewStreamWrapper(bytes));
        SimpleVersionedSerialization.writeVersionAndSerializeList(
                serializer, List.of("x", ""), new DataOutputViewStreamWrapper(bytes));

        assertThat(bytes.toByteArray())
                .startsWith(SimpleVersionedSerialization.writeVersionAndSerialize(serializer, "ab"))
                .endsWith(0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 'x', 0, 0, 0, 0);
        DataInputViewStreamWrapper in = new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, in))
                .isEqualTo("3:ab");
        assertThat(SimpleVersionedSerialization.readVersionAndDeserializeList(serializer, in))
                .containsExactly("3:x", "3:");
    }

    @Test
    void aCutOffValueIsRefused() {
        assertThatThrownBy(() -> SimpleVersionedSerialization.readVersionAndDeSerialize(
                        serializer, new byte[] {0, 0, 0, 3, 0, 0, 0, 2, 'a'}))
                .hasMessageContaining("2 bytes");
    }
}
