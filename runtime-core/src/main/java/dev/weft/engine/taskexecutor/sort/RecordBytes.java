package dev.weft.engine.taskexecutor.sort;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.types.KeyBytes;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Flyweight over one serialized record in a byte array; it is moved from record to record. Layout, big endian: length
 * of what follows (4 bytes), hash of the key (4), gate (1), timestamp (8), length of the key (4), key, value.
 *
 * <p>Order: by hash, then by the bytes of the key (shorter first), then by timestamp, then by gate.
 */
final class RecordBytes {

    static final int LENGTH_BYTES = 4;
    private static final int HASH_AT = LENGTH_BYTES;
    private static final int GATE_AT = HASH_AT + 4;
    private static final int TIMESTAMP_AT = GATE_AT + 1;
    private static final int KEY_LENGTH_AT = TIMESTAMP_AT + 8;
    private static final int KEY_AT = KEY_LENGTH_AT + 4;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = {};
    private int at;

    /** Moves to the record at an offset. */
    void moveTo(byte[] array, int offset) {
        bytes = array;
        at = offset;
    }

    /** Writes a record into a cleared output; {@code key} is null when records are not sorted by key. */
    static void write(
            DataOutputSerializer out,
            int hash,
            int gate,
            long timestamp,
            TypeSerializer<Object> keySerializer,
            Object key,
            TypeSerializer<Object> valueSerializer,
            Object value)
            throws IOException {
        out.clear();
        out.skipBytesToWrite(KEY_AT);
        if (key != null) {
            KeyBytes.write(keySerializer, key, out);
        }
        int keyLength = out.length() - KEY_AT;
        valueSerializer.serialize(value, out);
        byte[] array = out.getByteArray();
        INTS.set(array, 0, out.length() - LENGTH_BYTES);
        INTS.set(array, HASH_AT, hash);
        array[GATE_AT] = (byte) gate;
        LONGS.set(array, TIMESTAMP_AT, timestamp);
        INTS.set(array, KEY_LENGTH_AT, keyLength);
    }

    static void writeLength(byte[] array, int length) {
        INTS.set(array, 0, length);
    }

    private static int intAt(byte[] array, int offset) {
        return (int) INTS.get(array, offset);
    }

    byte[] array() {
        return bytes;
    }

    int offset() {
        return at;
    }

    /** Length of the whole record, including its length field. */
    int length() {
        return LENGTH_BYTES + intAt(bytes, at);
    }

    int hash() {
        return intAt(bytes, at + HASH_AT);
    }

    int gate() {
        return bytes[at + GATE_AT];
    }

    long timestamp() {
        return (long) LONGS.get(bytes, at + TIMESTAMP_AT);
    }

    private int keyLength() {
        return intAt(bytes, at + KEY_LENGTH_AT);
    }

    byte[] key() {
        return Arrays.copyOfRange(bytes, at + KEY_AT, at + KEY_AT + keyLength());
    }

    boolean hasKey(int hash, byte[] key) {
        return hash() == hash && Arrays.equals(bytes, at + KEY_AT, at + KEY_AT + keyLength(), key, 0, key.length);
    }

    Object value(TypeSerializer<Object> serializer, DataInputDeserializer in) throws IOException {
        int from = KEY_AT + keyLength();
        in.setBuffer(bytes, at + from, length() - from);
        return serializer.deserialize(in);
    }

    /** Compares with another record; 0 leaves the order to the order of arrival. */
    int compareTo(RecordBytes other) {
        int byHash = Integer.compare(hash(), other.hash());
        return byHash != 0 ? byHash : compareWithinHash(other);
    }

    /** As {@link #compareTo}, for records with equal hashes. */
    int compareWithinHash(RecordBytes other) {
        int length = keyLength();
        int byLength = Integer.compare(length, other.keyLength());
        if (byLength != 0) {
            return byLength;
        }
        int mine = at + KEY_AT;
        int its = other.at + KEY_AT;
        int byKey = Arrays.compare(bytes, mine, mine + length, other.bytes, its, its + length);
        if (byKey != 0) {
            return byKey;
        }
        int byTime = Long.compare(timestamp(), other.timestamp());
        return byTime != 0 ? byTime : Integer.compare(gate(), other.gate());
    }
}
