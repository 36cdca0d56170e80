package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Blob;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link WireWriter} wrote; rejects lengths and counts that exceed the remaining bytes. */
final class WireReader {

    private final byte[] bytes;
    private int position;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    private void need(long count) {
        if (count < 0 || count > bytes.length - position) {
            throw malformed("needs " + count + " more bytes at offset " + position + " of " + bytes.length);
        }
    }

    static WeftException malformed(String what) {
        return new WeftException(ErrorCode.INTERNAL, "malformed control message: " + what);
    }

    void end() {
        if (position != bytes.length) {
            throw malformed((bytes.length - position) + " bytes follow its end");
        }
    }

    int u8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    int i32() {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[position++] & 0xff;
        }
        return value;
    }

    long i64() {
        return (long) i32() << 32 | i32() & 0xffff_ffffL;
    }

    private byte[] raw(int length) {
        need(length);
        byte[] value = new byte[length];
        System.arraycopy(bytes, position, value, 0, length);
        position += length;
        return value;
    }

    String text() {
        int length = i32();
        need(length);
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    Payload payload() {
        return new Payload(raw(i32()));
    }

    Blob blob() {
        int length = i32();
        return length == WireWriter.STORED
                ? new StoredBlob(HexFormat.of().formatHex(raw(StoredBlob.HASH_BYTES)), i64())
                : new Payload(raw(length));
    }

    JobID job() {
        return JobID.fromByteArray(raw(16));
    }

    VertexId vertex() {
        return new VertexId(HexFormat.of().formatHex(raw(16)));
    }

    ExecutorId executor() {
        return new ExecutorId(text());
    }

    ExecutionAttemptId attempt() {
        return new ExecutionAttemptId(vertex(), i32(), i32(), i64());
    }

    /** A count of elements, each at least one byte long. */
    private int count() {
        int count = i32();
        need(count);
        return count;
    }

    <T> List<T> list(Function<WireReader, T> element) {
        int count = count();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(element.apply(this));
        }
        return values;
    }

    <K, V> Map<K, V> map(Function<WireReader, K> key, Function<WireReader, V> value) {
        int count = count();
        Map<K, V> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            K k = key.apply(this);
            values.put(k, value.apply(this));
        }
        return values;
    }

    <T> Optional<T> optional(Function<WireReader, T> content) {
        return u8() == 0 ? Optional.empty() : Optional.of(content.apply(this));
    }

    List<String> texts() {
        return list(WireReader::text);
    }

    Map<String, String> textMap() {
        return map(WireReader::text, WireReader::text);
    }

    <E extends Enum<E>> E constant(E[] constants) {
        int ordinal = u8();
        if (ordinal >= constants.length) {
            throw malformed("no " + constants[0].getDeclaringClass().getSimpleName() + " has number " + ordinal);
        }
        return constants[ordinal];
    }
}
