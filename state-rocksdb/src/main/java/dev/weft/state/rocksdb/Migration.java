package dev.weft.state.rocksdb;

import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.rocksdb.RocksIterator;

/**
 * Writes the restored rows of a state anew, with the serializers of a program whose types have changed. They go to another
 * column, because a row's key may change too.
 */
final class Migration {

    private static final int BATCH_BYTES = 1 << 20;

    private final KeyedStateSetup setup;
    private final StateLayout saved;
    private final StateLayout now;
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final DataOutputSerializer row = new DataOutputSerializer(128);
    private final DataOutputSerializer value = new DataOutputSerializer(1024);
    private final DataOutputSerializer element = new DataOutputSerializer(256);

    Migration(KeyedStateSetup setup, StateLayout saved, StateLayout now) {
        this.setup = setup;
        this.saved = saved;
        this.now = now;
    }

    /** Whether what was saved is written otherwise by the program as it is now. */
    static boolean isNeeded(StateLayout saved, StateLayout now) {
        boolean needed = isNeeded(saved.namespace(), now.namespace());
        for (int i = 0; i < saved.values().size(); i++) {
            needed |= isNeeded(saved.values().get(i), now.values().get(i));
        }
        return needed;
    }

    @SuppressWarnings("unchecked") // both have been found to be of the same type
    private static <T> boolean isNeeded(SavedSerializer<T> saved, SavedSerializer<?> now) {
        return ((SavedSerializer<T>) now)
                .snapshot()
                .resolveSchemaCompatibility(saved.snapshot())
                .isCompatibleAfterMigration();
    }

    /** Writes all rows of a state into another column, which may be in another store. */
    void run(Contents contents, Store target, Column to) {
        Store source = contents.store();
        Column from = contents.column();
        Batch batch = new Batch();
        try (RocksIterator rows = source.iterate(from)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                rewrite(rows.key(), rows.value());
                batch.put(to.id(), row.getSharedBuffer(), row.length(), value.getSharedBuffer(), value.length());
                if (batch.length() >= BATCH_BYTES) {
                    target.write(batch);
                    batch.clear();
                }
            }
            source.check(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what was saved of state '" + saved.name() + "' cannot be read with the serializers that it was"
                            + " saved with",
                    e);
        }
        if (!batch.isEmpty()) {
            target.write(batch);
        }
    }

    private void rewrite(byte[] oldKey, byte[] oldValue) throws IOException {
        int fixed = RowKeys.groupBytes(setup.maxParallelism())
                + (saved.division() == Namespaces.Kind.LONGS ? Long.BYTES : 0);
        in.setBuffer(oldKey);
        in.skipBytesToRead(fixed);
        setup.keyType().serializer().deserialize(in);
        row.clear();
        row.write(oldKey, 0, in.getPosition());
        if (saved.division() == Namespaces.Kind.OBJECTS) {
            convert(saved.namespace(), now.namespace(), row);
        }
        boolean map = saved.kind() == StateDescriptor.Type.MAP;
        if (map) {
            convert(saved.values().get(0), now.values().get(0), row);
        }
        value.clear();
        in.setBuffer(oldValue);
        if (saved.kind() == StateDescriptor.Type.LIST) {
            while (in.available() > 0) {
                ListRows.length(in);
                element.clear();
                convert(saved.values().get(0), now.values().get(0), element);
                ListRows.append(value, element);
            }
        } else if (!map) {
            convert(saved.values().get(0), now.values().get(0), value);
        } else {
            boolean present = in.readBoolean();
            value.writeBoolean(present);
            if (present) {
                convert(saved.values().get(1), now.values().get(1), value);
            }
        }
    }

    @SuppressWarnings("unchecked") // both are of the same type
    private void convert(SavedSerializer<?> before, SavedSerializer<?> after, DataOutputView out) throws IOException {
        ((TypeSerializer<Object>) after.serializer())
                .serialize(before.serializer().deserialize(in), out);
    }
}
