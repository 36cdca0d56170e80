package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Blob;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.VertexId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Serializes values into a growing byte array: integers big-endian and of fixed width, text as UTF-8 and payloads as
 * bytes both behind a 4-byte length, collections behind a 4-byte count, maps ordered by key, identities as their 16
 * bytes.
 */
final class WireWriter {

    /** Stands in the place of a length for a blob that is stored elsewhere: its hash and length follow. */
    static final int STORED = -1;

    private byte[] bytes = new byte[256];
    private int size;

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }

    void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void i32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void i64(long value) {
        i32((int) (value >>> 32));
        i32((int) value);
    }

    private void raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        i32(utf8.length);
        raw(utf8);
    }

    void payload(Payload value) {
        i32(value.size());
        raw(value.bytes());
    }

    void blob(Blob value) {
        if (value instanceof StoredBlob stored) {
            i32(STORED);
            raw(HexFormat.of().parseHex(stored.sha256()));
            i64(stored.bytes());
        } else {
            payload((Payload) value);
        }
    }

    void job(JobID value) {
        raw(value.getBytes());
    }

    void vertex(VertexId value) {
        raw(HexFormat.of().parseHex(value.hex()));
    }

    void executor(ExecutorId value) {
        text(value.text());
    }

    void attempt(ExecutionAttemptId value) {
        vertex(value.vertex());
        i32(value.subtask());
        i32(value.attempt());
        i64(value.epoch());
    }

    <T> void list(Collection<T> values, BiConsumer<WireWriter, T> element) {
        i32(values.size());
        values.forEach(value -> element.accept(this, value));
    }

    <K extends Comparable<K>, V> void map(
            Map<K, V> values, BiConsumer<WireWriter, K> key, BiConsumer<WireWriter, V> value) {
        i32(values.size());
        new TreeMap<>(values).forEach((k, v) -> {
            key.accept(this, k);
            value.accept(this, v);
        });
    }

    <T> void optional(Optional<T> value, BiConsumer<WireWriter, T> content) {
        u8(value.isPresent() ? 1 : 0);
        value.ifPresent(present -> content.accept(this, present));
    }

    void texts(List<String> values) {
        list(values, WireWriter::text);
    }

    void textMap(Map<String, String> values) {
        map(values, WireWriter::text, WireWriter::text);
    }
}
