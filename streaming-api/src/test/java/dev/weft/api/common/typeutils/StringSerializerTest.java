package dev.weft.api.common.typeutils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StringSerializerTest {
    private final StringSerializer serializer = StringSerializer.INSTANCE;

    @Test
    void theBytesOfLatinAndOtherTextArePinned() throws IOException {
        assertThat(SerializerContract.bytes(serializer, null)).containsExactly(0);
        assertThat(SerializerContract.bytes(serializer, "")).containsExactly(1);
        assertThat(SerializerContract.bytes(serializer, "aÿ")).containsExactly(5, 'a', 0xFF);
        assertThat(SerializerContract.bytes(serializer, "aĀ")).containsExactly(6, 0, 'a', 1, 0);
    }

    @Test
    void loneSurrogatesSurvive() throws IOException {
        SerializerContract.holdsFor(serializer, "x\uD800y\uDC00");
    }

    @Test
    void lengthsAroundTheStepsOfTheHeaderHold() throws IOException {
        for (int length : new int[] {62, 63, 64, 65, 8190, 8191, 8192, 8193, 70_000}) {
            SerializerContract.holdsFor(serializer, "a".repeat(length));
            SerializerContract.holdsFor(serializer, "я".repeat(length));
        }
    }

    @Test
    void longTextIsLatinOnlyIfEveryCharacterIs() throws IOException {
        for (int length : new int[] {47, 48, 49, 2047, 2048, 2049, 5000}) {
            String latin = "ÿa".repeat(length).substring(0, length);
            SerializerContract.holdsFor(serializer, latin);
            assertThat(SerializerContract.bytes(serializer, latin)).hasSizeLessThan(length + 4);
            for (String other : new String[] {"Ā", "\uD800", "😀"}) {
                SerializerContract.holdsFor(serializer, other + latin);
                SerializerContract.holdsFor(serializer, latin + other);
                SerializerContract.holdsFor(serializer, latin + other + latin);
            }
        }
    }

    @Test
    void aStreamGivesTheSameBytesAsAnArray() throws IOException {
        for (String text : new String[] {"plain", "пример", "", null}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            serializer.serialize(text, new DataOutputViewStreamWrapper(bytes));
            assertThat(bytes.toByteArray()).isEqualTo(SerializerContract.bytes(serializer, text));
            DataInputViewStreamWrapper in =
                    new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray()));
            assertThat(serializer.deserialize(in)).isEqualTo(text);
        }
    }

    @Test
    void aTruncatedTextIsRefused() throws IOException {
        byte[] bytes = SerializerContract.bytes(serializer, "some text");
        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(bytes, 0, 4)))
                .isInstanceOf(EOFException.class);
    }
}
