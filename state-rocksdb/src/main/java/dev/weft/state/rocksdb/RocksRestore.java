package dev.weft.state.rocksdb;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.PortableReader;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.types.KeyBytes;
import dev.weft.engine.types.KeyGroups;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Restores the store of a new instance from the pieces of former instances. Keys are re-serialized, because the
 * program's key serializer is known; values stay as they are until the program declares their state.
 */
final class RocksRestore {

    private static final int BATCH_BYTES = 1 << 20;

    private final KeyedStateSetup setup;
    private final Store store;
    private final Function<List<StateLayout>, List<StateRows>> states;
    private final Function<TimersLayout, Column> timers;
    private final int groupBytes;
    private final DataOutputSerializer row = new DataOutputSerializer(128);
    private final DataOutputSerializer value = new DataOutputSerializer(1024);
    private final DataOutputSerializer element = new DataOutputSerializer(256);
    private final DataOutputSerializer namespace = new DataOutputSerializer(64);
    private final Batch batch = new Batch();
    private long longNamespace;

    /**
     * @param states where the rows of states go, in the order of the layouts
     * @param timers where the rows of a timer queue go
     */
    RocksRestore(
            KeyedStateSetup setup,
            Store store,
            Function<List<StateLayout>, List<StateRows>> states,
            Function<TimersLayout, Column> timers) {
        this.setup = setup;
        this.store = store;
        this.states = states;
        this.timers = timers;
        this.groupBytes = RowKeys.groupBytes(setup.maxParallelism());
    }

    /** Reads a piece; returns the key serializer of the program that continues with it. */
    SavedSerializer<Object> read(KeyedPiece own) throws IOException {
        PortableReader reader = new PortableReader(own, setup.host().userClassLoader());
        PortableHeader header = reader.header();
        SavedSerializer<Object> keysNow = header.key()
                .succeededBy(
                        setup.keyType().serializer(),
                        "the keys of " + setup.host().describe());
        TypeSerializer<Object> keys = header.key().readerFor(keysNow);
        List<StateRows> contents = states.apply(header.states());
        Map<String, Boolean> columns = new LinkedHashMap<>();
        for (TimersLayout layout : header.timers()) {
            columns.put(RocksTimers.columnName(layout.name()), false);
        }
        store.makeColumns(columns);
        reader.forEachGroup((group, in) -> {
            for (StateRows each : contents) {
                readState(each, keys, group, in);
            }
            readTimers(header.timers(), keys, group, in);
        });
        flush();
        return keysNow;
    }

    private void readState(StateRows contents, TypeSerializer<Object> keys, int group, DataInputView in)
            throws IOException {
        StateLayout layout = contents.layout();
        while (in.readByte() == PortableWriter.MORE) {
            readRow(group, layout.division(), layout.namespace(), keys, in);
            contents.restored(layout.division() == Namespaces.Kind.LONGS ? longNamespace : Long.MAX_VALUE);
            readValues(contents, layout, in);
            flushIfFull();
        }
    }

    private void readTimers(List<TimersLayout> queues, TypeSerializer<Object> keys, int group, DataInputView in)
            throws IOException {
        for (TimersLayout layout : queues) {
            Column column = timers.apply(layout);
            while (in.readByte() == PortableWriter.MORE) {
                row.clear();
                row.writeLong(in.readLong() ^ Long.MIN_VALUE);
                copyNamespace(layout.division(), layout.namespace(), in);
                writeGroupAndKey(group, keys.deserialize(in), Namespaces.Kind.NONE);
                row.write(namespace.getSharedBuffer(), 0, namespace.length());
                batch.put(column.id(), row.getSharedBuffer(), row.length(), row.getSharedBuffer(), 0);
                flushIfFull();
            }
        }
    }

    private void readRow(
            int group,
            Namespaces.Kind division,
            SavedSerializer<?> namespaceSerializer,
            TypeSerializer<Object> keys,
            DataInputView in)
            throws IOException {
        row.clear();
        copyNamespace(division, namespaceSerializer, in);
        writeGroupAndKey(group, keys.deserialize(in), division);
        if (division == Namespaces.Kind.OBJECTS) {
            row.write(namespace.getSharedBuffer(), 0, namespace.length());
        }
    }

    private void copyNamespace(Namespaces.Kind division, SavedSerializer<?> serializer, DataInputView in)
            throws IOException {
        namespace.clear();
        switch (division) {
            case NONE -> {}
            case LONGS -> {
                longNamespace = in.readLong();
                namespace.writeLong(longNamespace);
            }
            case OBJECTS -> KeyBytes.copy(serializer.serializer(), in, namespace);
        }
    }

    private void writeGroupAndKey(int group, Object key, Namespaces.Kind division) throws IOException {
        int found = KeyGroups.groupOf(setup.keyType().hasher().hash(key), setup.maxParallelism());
        if (found != group) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "key '" + key + "' of " + key.getClass() + " was saved in key group " + group
                            + " and now belongs to " + found
                            + ": its hashCode() is not the same in every process, its type has changed, or the"
                            + " number of key groups (max parallelism) has");
        }
        if (groupBytes == 1) {
            row.writeByte(group);
        } else {
            row.writeShort(group);
        }
        if (division == Namespaces.Kind.LONGS) {
            row.writeLong(longNamespace ^ Long.MIN_VALUE);
        }
        KeyBytes.write(setup.keyType().serializer(), key, row);
    }

    private void readValues(StateRows contents, StateLayout layout, DataInputView in) throws IOException {
        TypeSerializer<?> values = layout.values().get(0).serializer();
        switch (layout.kind()) {
            case LIST -> {
                value.clear();
                while (in.readByte() == PortableWriter.MORE) {
                    element.clear();
                    values.copy(in, element);
                    ListRows.append(value, element);
                }
                put(contents, row.length());
            }
            case MAP -> {
                int prefix = row.length();
                while (in.readByte() == PortableWriter.MORE) {
                    row.setPosition(prefix);
                    KeyBytes.copy(values, in, row);
                    value.clear();
                    readMapValue(layout.values().get(1).serializer(), in, value);
                    put(contents, row.length());
                    flushIfFull();
                }
            }
            default -> {
                value.clear();
                values.copy(in, value);
                put(contents, row.length());
            }
        }
    }

    private static void readMapValue(TypeSerializer<?> values, DataInputView in, DataOutputView out)
            throws IOException {
        boolean isNull = in.readBoolean();
        out.writeBoolean(!isNull);
        if (!isNull) {
            values.copy(in, out);
        }
    }

    private void put(StateRows contents, int rowLength) {
        batch.put(contents.column().id(), row.getSharedBuffer(), rowLength, value.getSharedBuffer(), value.length());
    }

    private void flushIfFull() {
        if (batch.length() >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            store.write(batch);
            batch.clear();
        }
    }
}
