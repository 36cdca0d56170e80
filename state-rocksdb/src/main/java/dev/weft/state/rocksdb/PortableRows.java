package dev.weft.state.rocksdb;

import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.RocksIterator;

/**
 * Writes a state's rows in the portable format, by key groups. Values are copied as bytes; only keys are deserialized,
 * to find where they end. Belongs to the thread that writes the snapshot.
 */
final class PortableRows {

    private final RocksSnapshot.States state;
    private final RocksIterator rows;
    private final int groupBytes;
    private final TypeSerializer<?> keySerializer;
    private final StateDescriptor.Type kind;
    private final Optional<Expiry> expiry;
    private final long nowMs;
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final DataOutputSerializer alive = new DataOutputSerializer(256);
    private byte[] key = new byte[256];
    private byte[] value = new byte[1024];
    private byte[] entry = new byte[0];
    private int keyLength;
    private boolean inMap;

    PortableRows(KeyedStateSetup setup, PortableHeader header, RocksSnapshot.States state, RocksIterator rows) {
        this.state = state;
        this.rows = rows;
        this.groupBytes = RowKeys.groupBytes(setup.maxParallelism());
        this.keySerializer = header.key().serializer();
        this.kind = state.layout().kind();
        this.expiry = state.leavingOut();
        this.nowMs = expiry.map(Expiry::nowMs).orElse(0L);
        rows.seekToFirst();
    }

    void writeGroup(int group, PortableWriter writer, RocksSnapshot.Check check) throws IOException {
        DataOutputView out = writer.out();
        while (rows.isValid()) {
            readKey();
            if (group(key) != group) {
                break;
            }
            check.check();
            int length = readValue();
            writeRow(length, out);
            writer.flushIfFull();
            rows.next();
        }
        endMap(out);
        out.writeByte(PortableWriter.END);
    }

    private int group(byte[] row) {
        return groupBytes == 1 ? row[0] & 0xFF : (row[0] & 0xFF) << 8 | row[1] & 0xFF;
    }

    private void readKey() {
        keyLength = rows.key(key, 0, key.length);
        if (keyLength > key.length) {
            key = new byte[2 * keyLength];
            keyLength = rows.key(key, 0, key.length);
        }
    }

    private int readValue() {
        int length = rows.value(value, 0, value.length);
        if (length > value.length) {
            value = new byte[2 * length];
            length = rows.value(value, 0, value.length);
        }
        return length;
    }

    private void writeRow(int length, DataOutputView out) throws IOException {
        switch (kind) {
            case LIST -> {
                readAlive(length);
                if (alive.length() > 0) {
                    beginEntry(out);
                    out.write(alive.getSharedBuffer(), 0, alive.length());
                    out.writeByte(PortableWriter.END);
                }
            }
            case MAP -> {
                boolean isNull = value[0] == 0;
                if (isNull || !isExpired(value, 1)) {
                    if (!inMap || !RowKeys.startsWith(key, keyLength, entry)) {
                        endMap(out);
                        beginEntry(out);
                        inMap = true;
                    }
                    out.writeByte(PortableWriter.MORE);
                    out.write(key, entry.length, keyLength - entry.length);
                    out.writeBoolean(isNull);
                    out.write(value, 1, length - 1);
                }
            }
            default -> {
                if (!isExpired(value, 0)) {
                    beginEntry(out);
                    out.write(value, 0, length);
                }
            }
        }
    }

    private void endMap(DataOutputView out) throws IOException {
        if (inMap) {
            out.writeByte(PortableWriter.END);
            inMap = false;
        }
    }

    /** Copies the elements of a list that have not expired. */
    private void readAlive(int length) throws IOException {
        alive.clear();
        in.setBuffer(value, 0, length);
        while (in.available() > 0) {
            int bytes = ListRows.length(in);
            if (!isExpired(value, in.getPosition())) {
                alive.writeByte(PortableWriter.MORE);
                alive.write(value, in.getPosition(), bytes);
            }
            in.skipBytesToRead(bytes);
        }
    }

    private boolean isExpired(byte[] bytes, int from) throws IOException {
        if (expiry.isEmpty()) {
            return false;
        }
        long lastUse = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            lastUse = lastUse << 8 | bytes[from + i] & 0xFF;
        }
        return expiry.get().isExpired(lastUse, nowMs);
    }

    /** Writes namespace and key, and remembers the common prefix of the entry's rows. */
    private void beginEntry(DataOutputView out) throws IOException {
        out.writeByte(PortableWriter.MORE);
        in.setBuffer(key, groupBytes, keyLength - groupBytes);
        Namespaces.Kind division = state.layout().division();
        if (division == Namespaces.Kind.LONGS) {
            out.writeLong(in.readLong() ^ Long.MIN_VALUE);
        }
        int keyAt = in.getPosition();
        keySerializer.deserialize(in);
        int keyEnd = in.getPosition();
        if (division == Namespaces.Kind.OBJECTS) {
            state.layout().namespace().serializer().deserialize(in);
            out.write(key, keyEnd, in.getPosition() - keyEnd);
        }
        out.write(key, keyAt, keyEnd - keyAt);
        if (kind == StateDescriptor.Type.MAP) {
            entry = Arrays.copyOf(key, in.getPosition());
        }
    }
}
