package dev.weft.state.rocksdb;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.types.KeyBytes;
import dev.weft.engine.types.KeyGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Serializes and deserializes the keys of a state's rows, in a reused array:
 *
 * <pre>
 *   key group     1 byte if there are at most 256, else 2, big endian
 *   namespace     8 bytes big endian with the sign flipped, if namespaces are longs: the rows of one lie together
 *   key           as its serializer writes it
 *   namespace     as its serializer writes it, if namespaces are objects
 *   map key       as its serializer writes it, in map states
 * </pre>
 *
 * A serializer that finds the end of what it wrote writes nothing that begins with what it wrote for another value, so that
 * no row of one key is among those of another. Belongs to the thread of the task.
 */
final class RowKeys {

    private final KeyedStateSetup setup;
    private final TypeSerializer<Object> keySerializer;
    private final Namespaces.Kind kind;
    private final TypeSerializer<Object> spaceSerializer;
    private final DataOutputSerializer out = new DataOutputSerializer(64);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final int groupBytes;
    private long longNamespace;
    private Object space;

    @SuppressWarnings("unchecked") // a state is used with namespaces of its type
    RowKeys(KeyedStateSetup setup, Namespaces<?> namespaces) {
        this.setup = setup;
        this.keySerializer = setup.keyType().serializer();
        this.kind = namespaces.kind();
        this.spaceSerializer = (TypeSerializer<Object>) namespaces.serializer();
        this.groupBytes = groupBytes(setup.maxParallelism());
    }

    static int groupBytes(int maxParallelism) {
        return maxParallelism <= 256 ? 1 : 2;
    }

    /** Writes the key of a row, or the common prefix of a map's rows. */
    void write(Entry entry) {
        write(entry.table.namespace, entry.key, entry.hash, entry.space);
    }

    void write(long namespace, Object key, int hash, Object objectNamespace) {
        try {
            out.clear();
            writeGroup(KeyGroups.groupOf(hash, setup.maxParallelism()));
            if (kind == Namespaces.Kind.LONGS) {
                out.writeLong(namespace ^ Long.MIN_VALUE);
            }
            KeyBytes.write(keySerializer, key, out);
            if (kind == Namespaces.Kind.OBJECTS) {
                KeyBytes.write(spaceSerializer, objectNamespace, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("key " + key + " cannot be serialized", e);
        }
    }

    private void writeGroup(int group) throws IOException {
        if (groupBytes == 1) {
            out.writeByte(group);
        } else {
            out.writeShort(group);
        }
    }

    /** Writes the prefix of a key group. */
    void writeGroupOnly(int group) {
        try {
            out.clear();
            writeGroup(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the prefix of a key group in a {@code long} namespace. */
    void writeNamespace(int group, long namespace) {
        try {
            out.clear();
            writeGroup(group);
            out.writeLong(namespace ^ Long.MIN_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output to append to the prefix. */
    DataOutputSerializer out() {
        return out;
    }

    byte[] bytes() {
        return out.getSharedBuffer();
    }

    int length() {
        return out.length();
    }

    byte[] copy() {
        return Arrays.copyOf(bytes(), length());
    }

    /** Reads a row's key; {@link #in} is then behind it: at the map key in map states. */
    Object read(byte[] row, int length) {
        try {
            in.setBuffer(row, groupBytes, length - groupBytes);
            if (kind == Namespaces.Kind.LONGS) {
                longNamespace = in.readLong() ^ Long.MIN_VALUE;
            }
            Object key = keySerializer.deserialize(in);
            space = kind == Namespaces.Kind.OBJECTS ? spaceSerializer.deserialize(in) : null;
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("a row's key cannot be read", e);
        }
    }

    DataInputDeserializer in() {
        return in;
    }

    /** The {@code long} namespace of the last row that was read. */
    long longNamespace() {
        return longNamespace;
    }

    /** The object namespace of the last row that was read. */
    Object space() {
        return space;
    }

    int hash(Object key) {
        return setup.keyType().hasher().hash(key);
    }

    static boolean startsWith(byte[] row, int rowLength, byte[] prefix) {
        return rowLength >= prefix.length && Arrays.equals(row, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The least key that is greater than all with this prefix; empty when there is none. */
    static byte[] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return new byte[0];
    }
}
