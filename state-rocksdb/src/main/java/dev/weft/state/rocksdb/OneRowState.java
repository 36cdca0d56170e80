package dev.weft.state.rocksdb;

import dev.weft.api.common.state.State;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;
import java.util.Collection;

/** A state with one row per key, which is read as a whole. */
abstract class OneRowState<S extends State, N> extends RocksState<S, N> {

    final DataInputDeserializer in = new DataInputDeserializer();
    /** Keeps the compiler from optimizing away an unused result. */
    Object probe;

    OneRowState(StateContext context, StateRows contents, Namespaces<N> namespaces) {
        super(context, contents, namespaces);
    }

    /** Deserializes the content of a row. */
    abstract Object read(DataInputDeserializer row) throws IOException;

    /** The current key's entry, with its content read. */
    final Entry known() {
        Entry entry = entry();
        if (!entry.isKnown()) {
            load(entry);
        }
        return entry;
    }

    private void load(Entry entry) {
        front.settle();
        rowKeys.write(entry);
        int length = store.get(column, rowKeys.bytes(), rowKeys.length());
        if (length >= 0) {
            try {
                entry.content = read(store.value(), length);
            } catch (IOException e) {
                throw unreadable(e);
            }
            weigh(entry, length);
        }
        entry.known();
    }

    /** Deserializes a row, and samples its heap size from time to time. */
    private Object read(byte[] row, int length) throws IOException {
        in.setBuffer(row, 0, length);
        if (!footprint.isDue()) {
            return read(in);
        }
        footprint.begin();
        Object content = read(in);
        footprint.end(length);
        return content;
    }

    /** Samples the heap size of a row that was written, from time to time, by reading it back. */
    final void learn(byte[] row, int length) throws IOException {
        if (footprint.isDue()) {
            look(row, length);
        }
    }

    /** Samples the heap size of an object by reading its row. */
    final void look(byte[] row, int length) throws IOException {
        in.setBuffer(row, 0, length);
        footprint.begin();
        probe = read(in);
        footprint.end(length);
        probe = null;
        sampled(length);
    }

    @Override
    public void merge(N target, Collection<N> sources) throws Exception {
        for (N source : sources) {
            in(source);
            Object moved = known().content;
            if (moved != null) {
                clear();
                in(target);
                Entry entry = known();
                front.changing(entry);
                replace(entry, entry.content == null ? moved : combined(entry.content, moved));
            }
        }
    }

    /** Merges two contents; may modify the first. */
    Object combined(Object one, Object other) throws Exception {
        throw new UnsupportedOperationException("values of a value state cannot be merged");
    }
}
