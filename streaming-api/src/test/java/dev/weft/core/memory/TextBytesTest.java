package dev.weft.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextBytesTest {

    @Test
    void thisJvmTellsHowItKeepsTexts() {
        assertThat(TextBytes.areKnown()).isTrue();
    }

    @Test
    void aTextIsLatin1WhenEveryCharacterFitsIntoAByte() {
        for (String text : new String[] {"", "a", "\u00ff\u0000", "x".repeat(5000)}) {
            assertThat(TextBytes.isLatin1(text)).isTrue();
            assertThat(TextBytes.latin1(text)).isEqualTo(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        for (String text : new String[] {"\u0100", "a\ud800", "x".repeat(5000) + "\u20ac"}) {
            assertThat(TextBytes.isLatin1(text)).isFalse();
            assertThat(TextBytes.isLatin1(text.substring(0, text.length() - 1)))
                    .isEqualTo(text.substring(0, text.length() - 1).chars().allMatch(c -> c < 256));
        }
    }
}
