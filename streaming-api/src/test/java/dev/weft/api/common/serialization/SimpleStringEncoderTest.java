package dev.weft.api.common.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimpleStringEncoderTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16BE", "UTF-16LE", "utf8"})
    void eachElementIsALineInTheCharset(String charset) throws Exception {
        SimpleStringEncoder<Object> encoder = copied(new SimpleStringEncoder<>(charset));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoder.encode("für", out);
        encoder.encode(12, out);

        assertThat(out.toString(Charset.forName(charset))).isEqualTo("für\n12\n");
    }

    @SuppressWarnings("unchecked") // what is read is what was written
    private static <T> T copied(T value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(value);
        return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    void aLineInUtf16EndsWithACompleteLineFeed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SimpleStringEncoder<String>("UTF-16").encode("a", out);

        assertThat(out.toByteArray()).containsExactly(0xfe, 0xff, 0, 'a', 0, '\n');
    }

    @Test
    void anUnknownCharsetIsRefusedWhereItIsNamed() {
        assertThatThrownBy(() -> new SimpleStringEncoder<>("utf-nine")).isInstanceOf(UnsupportedCharsetException.class);
    }
}
