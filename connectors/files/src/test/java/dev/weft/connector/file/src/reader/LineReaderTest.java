package dev.weft.connector.file.src.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.core.fs.FSDataInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyCutOfAFileGivesEveryLineOnceAndInOrder(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] file = text(random, random.nextInt(60)).getBytes(StandardCharsets.UTF_8);
            int[] cuts =
                    random.ints(random.nextInt(6), 0, file.length + 1).sorted().toArray();

            List<String> read = new ArrayList<>();
            int from = 0;
            for (int cut : cuts) {
                read.addAll(split(file, from, cut));
                from = cut;
            }
            read.addAll(split(file, from, file.length));

            assertThat(read)
                    .as("seed %d round %d cuts %s", seed, round, Arrays.toString(cuts))
                    .isEqualTo(new BufferedReader(new StringReader(new String(file, StandardCharsets.UTF_8)))
                            .lines()
                            .toList());
        }
    }

    @Test
    void aLineLongerThanTheBufferIsReadWhole() throws IOException {
        String line = "x".repeat(300_000);
        assertThat(split(("a\n" + line + "\nb").getBytes(StandardCharsets.UTF_8), 0, Long.MAX_VALUE))
                .containsExactly("a", line, "b");
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        assertThat(split(new byte[0], 0, 0)).isEmpty();
    }

    private static String text(Random random, int length) {
        String alphabet = "ab\u00e9\u6f22\n\n\r";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveIsNotReadAsText(ForeignFormat format) {
        byte[] file = Arrays.copyOf(format.beginning(), 40);
        if (format == ForeignFormat.BZIP2) {
            System.arraycopy(new byte[] {'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59}, 0, file, 3, 7);
        }
        assertThatThrownBy(() -> split(file, 0, file.length))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContainingAll("it is " + format + ", not text", ".gz", ".lz4", "StreamFormat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BZh9 is how bzip2 files begin", "PK", "Rar!", "PAR1", "Obj", "ORC\nORC", "7z"})
    void textThatBeginsLikeAnArchiveIsText(String text) throws IOException {
        assertThat(split(text.getBytes(StandardCharsets.UTF_8), 0, Long.MAX_VALUE))
                .isEqualTo(text.lines().toList());
    }

    private static List<String> split(byte[] file, long from, long until) throws IOException {
        Bytes stream = new Bytes(file);
        stream.seek(from);
        List<String> lines = new ArrayList<>();
        try (StreamFormat.Reader<String> reader =
                new TextLineInputFormat().createReader(new Configuration(), stream, file.length, until)) {
            for (String line = reader.read(); line != null; line = reader.read()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** A file in memory that gives its bytes in small pieces. */
    private static final class Bytes extends FSDataInputStream {

        private final byte[] bytes;
        private int position;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void seek(long desired) {
            position = (int) desired;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public int read() {
            return position < bytes.length ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(Math.min(length, 3 + bytes.length / 5), bytes.length - position);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }
    }
}
