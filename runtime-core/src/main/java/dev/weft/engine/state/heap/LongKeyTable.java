package dev.weft.engine.state.heap;

import dev.weft.engine.types.KeyGroups;
import java.io.IOException;
import java.util.Arrays;

/** Table with primitive {@code long} keys and values of any type. A free slot has no value. */
final class LongKeyTable extends Table {

    private long[] keys;
    private Object[] values;

    LongKeyTable(Copier copier) {
        super(copier, 8);
        keys = new long[capacity()];
        values = new Object[capacity()];
    }

    @Override
    int find(Object key, int hash, Object namespace) {
        long wanted = (Long) key;
        int mask = keys.length - 1;
        int slot = home(hash);
        while (values[slot] != null) {
            if (keys[slot] == wanted) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return ~slot;
    }

    @Override
    int touchHome(int hash) {
        int slot = home(hash);
        return (int) keys[slot] + (values[slot] == null ? 1 : 0);
    }

    @Override
    int touchValue(int hash) {
        return touch(values[home(hash)]);
    }

    @Override
    Object valueIn(int slot) {
        return values[slot];
    }

    @Override
    void write(int slot, Object value) {
        values[slot] = value;
    }

    @Override
    void occupy(int slot, Object key, int hash, Object namespace, Object value) {
        keys[slot] = (Long) key;
        values[slot] = value;
    }

    @Override
    void vacate(int slot) {
        values[slot] = null;
    }

    @Override
    boolean isApart(int slot) {
        return false;
    }

    @Override
    boolean isFree(int slot) {
        return values[slot] == null;
    }

    @Override
    int hashIn(int slot) {
        return KeyGroups.spread(Long.hashCode(keys[slot]));
    }

    @Override
    Object keyIn(int slot) {
        return keys[slot];
    }

    @Override
    int keyHashIn(int slot) {
        return hashIn(slot);
    }

    @Override
    Object namespaceIn(int slot) {
        return "";
    }

    @Override
    boolean holds(int slot) {
        return slot < values.length && values[slot] != null;
    }

    @Override
    void move(int from, int to) {
        keys[to] = keys[from];
        values[to] = values[from];
    }

    @Override
    void rebuild(int oldCapacity) {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[capacity()];
        values = new Object[capacity()];
        int mask = capacity() - 1;
        for (int from = 0; from < oldCapacity; from++) {
            if (oldValues[from] != null) {
                int slot = home(KeyGroups.spread(Long.hashCode(oldKeys[from])));
                while (values[slot] != null) {
                    slot = slot + 1 & mask;
                }
                keys[slot] = oldKeys[from];
                values[slot] = oldValues[from];
                carriedOver(from, slot);
            }
        }
    }

    @Override
    TableCut.Columns columns() {
        return new Both(keys, values);
    }

    private record Both(long[] keys, Object[] values) implements TableCut.Columns {
        @Override
        public Object copyOf(int chunk) {
            int from = Math.min(chunk * CHUNK, keys.length);
            int until = Math.min(from + CHUNK, keys.length);
            return new Both(Arrays.copyOfRange(keys, from, until), Arrays.copyOfRange(values, from, until));
        }

        @Override
        public void visit(int chunk, Object copy, TableCut.EntryVisitor visitor) throws IOException {
            Both copied = (Both) copy;
            for (int i = 0; i < copied.values.length; i++) {
                if (copied.values[i] != null) {
                    visitor.visit(copied.keys[i], null, copied.values[i]);
                }
            }
        }
    }
}
