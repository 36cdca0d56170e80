package dev.weft.core.io;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Values with the version of their serializer: version and length as big-endian ints, then the bytes. Pinned by
 * {@code SimpleVersionedSerializationTest}.
 */
public class SimpleVersionedSerialization {
    private SimpleVersionedSerialization() {}

    /** Writes a value with the version of its serializer. */
    public static <T> void writeVersionAndSerialize(
            SimpleVersionedSerializer<T> serializer, T datum, DataOutputView out) throws IOException {
        byte[] bytes = serializer.serialize(datum);
        out.writeInt(serializer.getVersion());
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads what {@code writeVersionAndSerialize} wrote.
     *
     * @throws IOException when the input ends too early, or the serializer does not know the version
     */
    public static <T> T readVersionAndDeSerialize(SimpleVersionedSerializer<T> serializer, DataInputView in)
            throws IOException {
        int version = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return serializer.deserialize(version, bytes);
    }

    /**
     * Writes values with one version for all: the version and the count as big-endian ints, then each value as its length
     * and bytes.
     */
    public static <T> void writeVersionAndSerializeList(
            SimpleVersionedSerializer<T> serializer, List<T> data, DataOutputView out) throws IOException {
        out.writeInt(serializer.getVersion());
        out.writeInt(data.size());
        for (T datum : data) {
            byte[] bytes = serializer.serialize(datum);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /**
     * Reads what {@link #writeVersionAndSerializeList} wrote.
     *
     * @throws IOException when the input ends too early, or the serializer does not know the version
     */
    public static <T> List<T> readVersionAndDeserializeList(SimpleVersionedSerializer<T> serializer, DataInputView in)
            throws IOException {
        int version = in.readInt();
        int count = in.readInt();
        List<T> data = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            data.add(serializer.deserialize(version, bytes));
        }
        return data;
    }

    /** The bytes of a value with the version of its serializer. */
    public static <T> byte[] writeVersionAndSerialize(SimpleVersionedSerializer<T> serializer, T datum)
            throws IOException {
        byte[] bytes = serializer.serialize(datum);
        return ByteBuffer.allocate(2 * Integer.BYTES + bytes.length)
                .putInt(serializer.getVersion())
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /**
     * Reads what {@code writeVersionAndSerialize} gave.
     *
     * @throws IOException when the bytes are fewer or more than that, or the serializer does not know the version
     */
    public static <T> T readVersionAndDeSerialize(SimpleVersionedSerializer<T> serializer, byte[] bytes)
            throws IOException {
        if (bytes.length < 2 * Integer.BYTES) {
            throw new IOException("a versioned value has at least 8 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int version = buffer.getInt();
        int length = buffer.getInt();
        if (length != buffer.remaining()) {
            throw new IOException(
                    "a versioned value of " + length + " bytes is expected, " + buffer.remaining() + " are there");
        }
        byte[] value = new byte[length];
        buffer.get(value);
        return serializer.deserialize(version, value);
    }
}
