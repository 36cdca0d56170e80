package dev.weft.engine.state.heap;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
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
import dev.weft.engine.types.KeyGroups;
import java.io.IOException;
import java.util.List;

/** Restores tables and timers of a new instance from the pieces of former instances. */
final class HeapRestore {

    private final KeyedStateSetup setup;
    private final HeapKeyedState target;

    HeapRestore(KeyedStateSetup setup, HeapKeyedState target) {
        this.setup = setup;
        this.target = target;
    }

    void read() throws IOException {
        for (KeyedPiece piece : setup.restored()) {
            KeyedPiece own = piece.restrictedTo(setup.groups());
            if (!own.groups().isEmpty()) {
                PortableReader reader = new PortableReader(own, setup.host().userClassLoader());
                PortableHeader header = reader.header();
                TypeSerializer<Object> keys = target.succeed(header.key());
                List<StateTables> tables =
                        header.states().stream().map(target::restoredTables).toList();
                reader.forEachGroup((group, in) -> {
                    readStates(header.states(), tables, keys, group, in);
                    readTimers(header.timers(), keys, group, in);
                });
            }
        }
    }

    private void readStates(
            List<StateLayout> layouts,
            List<StateTables> tables,
            TypeSerializer<Object> keys,
            int group,
            DataInputView in)
            throws IOException {
        for (int i = 0; i < layouts.size(); i++) {
            StateLayout layout = layouts.get(i);
            boolean opaque = layout.isOpaque();
            while (in.readByte() == PortableWriter.MORE) {
                Object namespace = namespace(layout.division(), layout.namespace(), in);
                Object key = keys.deserialize(in);
                Object value = opaque ? ValueKinds.readOpaque(layout, in) : ValueKinds.read(layout, in);
                tables.get(i).restore(key, hashOf(key, group), namespace, value);
            }
        }
    }

    private void readTimers(List<TimersLayout> queues, TypeSerializer<Object> keys, int group, DataInputView in)
            throws IOException {
        for (TimersLayout layout : queues) {
            HeapTimers<?> timers = target.restoredTimers(layout);
            while (in.readByte() == PortableWriter.MORE) {
                long time = in.readLong();
                Object namespace = namespace(layout.division(), layout.namespace(), in);
                Object key = keys.deserialize(in);
                timers.restore(time, key, hashOf(key, group), namespace);
            }
        }
    }

    private static Object namespace(Namespaces.Kind division, SavedSerializer<?> serializer, DataInputView in)
            throws IOException {
        return switch (division) {
            case NONE -> "";
            case LONGS -> in.readLong();
            case OBJECTS -> serializer.serializer().deserialize(in);
        };
    }

    private int hashOf(Object key, int group) {
        int hash = setup.keyType().hasher().hash(key);
        int found = KeyGroups.groupOf(hash, setup.maxParallelism());
        if (found != group) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "key '" + key + "' of " + key.getClass() + " was saved in key group " + group
                            + " and now belongs to "
                            + found + ": its hashCode() is not the same in every process, its type has changed, or the"
                            + " number of key groups (max parallelism) has");
        }
        return hash;
    }
}
