package dev.weft.state.rocksdb;

import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.ValueMigration;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.rocksdb.RocksIterator;

/**
 * State schema migration: rewrites the restored rows of a state with the serializers of a program whose types have
 * changed. Rows go to another column, because their keys may change too.
 */
final class RowMigration {

    private static final int BATCH_BYTES = 1 << 20;

    private final KeyedStateSetup setup;
    private final StateLayout saved;
    private final List<ValueMigration> values;
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final DataOutputSerializer row = new DataOutputSerializer(128);
    private final DataOutputSerializer value = new DataOutputSerializer(1024);
    private final DataOutputSerializer element = new DataOutputSerializer(256);

    /** @param nowMs the time of last use for values that had none and now have one */
    RowMigration(KeyedStateSetup setup, StateLayout saved, StateLayout now, long nowMs) {
        this.setup = setup;
        this.saved = saved;
        this.values = saved.valueMigrations(now, nowMs);
    }

    /** Whether the saved format differs from the program's. */
    boolean isNeeded() {
        return values.stream().anyMatch(ValueMigration::isNeeded);
    }

    /** Migrates all rows of a state into another column, which may be in another store. */
    void run(StateRows contents, Store target, Column to) {
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
            saved.namespace().serializer().copy(in, row);
        }
        ValueMigration first = values.get(0);
        switch (saved.kind()) {
            case MAP -> {
                Object mapKey = first.read(in);
                row.setCanonical(true);
                first.write(mapKey, row);
                row.setCanonical(false);
                in.setBuffer(oldValue);
                rewriteMapValue(values.get(1));
            }
            case LIST -> {
                in.setBuffer(oldValue);
                value.clear();
                while (in.available() > 0) {
                    ListRows.length(in);
                    element.clear();
                    first.write(first.read(in), element);
                    ListRows.append(value, element);
                }
            }
            default -> {
                in.setBuffer(oldValue);
                value.clear();
                first.write(first.read(in), value);
            }
        }
    }

    private void rewriteMapValue(ValueMigration migration) throws IOException {
        Object now = in.readBoolean() ? migration.read(in) : migration.ofNull();
        value.clear();
        value.writeBoolean(now != null);
        if (now != null) {
            migration.write(now, value);
        }
    }
}
