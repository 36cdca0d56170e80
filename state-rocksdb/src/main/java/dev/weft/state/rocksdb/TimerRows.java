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
 * Serializes and deserializes the rows of timers, which are in order of time and have no values:
 *
 * <pre>
 *   time          8 bytes big endian with the sign flipped
 *   key group     1 byte if there are at most 256, else 2, big endian
 *   key           as its serializer writes it
 *   namespace     as its serializer writes it, if there are namespaces
 * </pre>
 *
 * Belongs to the thread of the task.
 */
final class TimerRows<N> {

    static final int TIME_BYTES = Long.BYTES;

    private final KeyedStateSetup setup;
    private final TypeSerializer<Object> keySerializer;
    private final Namespaces<N> namespaces;
    private final int groupBytes;
    private final DataOutputSerializer out = new DataOutputSerializer(64);
    private final DataInputDeserializer in = new DataInputDeserializer();

    TimerRows(KeyedStateSetup setup, Namespaces<N> namespaces) {
        this.setup = setup;
        this.keySerializer = setup.keyType().serializer();
        this.namespaces = namespaces;
        this.groupBytes = RowKeys.groupBytes(setup.maxParallelism());
    }

    /** Serializes a timer into {@link #bytes}. */
    @SuppressWarnings("unchecked") // a queue holds timers with namespaces of its type
    void write(Timer timer) {
        try {
            out.clear();
            out.writeLong(timer.time ^ Long.MIN_VALUE);
            int group = KeyGroups.groupOf(timer.hash, setup.maxParallelism());
            if (groupBytes == 1) {
                out.writeByte(group);
            } else {
                out.writeShort(group);
            }
            KeyBytes.write(keySerializer, timer.key, out);
            switch (namespaces.kind()) {
                case NONE -> {}
                case LONGS -> out.writeLong(timer.number);
                case OBJECTS -> KeyBytes.write(namespaces.serializer(), (N) timer.space, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a timer of key " + timer.key + " cannot be serialized", e);
        }
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

    Timer read(byte[] row) {
        try {
            in.setBuffer(row, 0, row.length);
            long time = in.readLong() ^ Long.MIN_VALUE;
            in.skipBytesToRead(groupBytes);
            Object key = keySerializer.deserialize(in);
            long number = namespaces.kind() == Namespaces.Kind.LONGS ? in.readLong() : 0;
            Object space = namespaces.kind() == Namespaces.Kind.OBJECTS
                    ? namespaces.serializer().deserialize(in)
                    : null;
            return new Timer(time, key, setup.keyType().hasher().hash(key), number, space);
        } catch (IOException e) {
            throw new UncheckedIOException("a timer's row cannot be read", e);
        }
    }
}
