package dev.weft.engine.state.heap;

import dev.weft.engine.types.KeyGroups;
import java.io.IOException;
import java.util.Arrays;

/**
 * Table with primitive {@code long} keys and values, side by side. Zero marks a free slot; the key zero has an extra
 * slot after all others.
 */
final class LongTable extends Table {

    private long[] cells;
    private boolean zeroHasValue;

    LongTable() {
        super(IMMUTABLE, 8);
        cells = new long[2 * (capacity() + 1)];
    }

    @Override
    int find(Object key, int hash, Object namespace) {
        long wanted = (Long) key;
        long[] all = cells;
        if (wanted == 0) {
            return zeroHasValue ? capacity() : ~capacity();
        }
        int mask = capacity() - 1;
        int slot = home(hash);
        while (true) {
            long there = all[2 * slot];
            if (there == wanted) {
                return slot;
            }
            if (there == 0) {
                return ~slot;
            }
            slot = slot + 1 & mask;
        }
    }

    @Override
    int touchHome(int hash) {
        return (int) cells[2 * home(hash)];
    }

    @Override
    Object valueIn(int slot) {
        return cells[2 * slot + 1];
    }

    @Override
    void write(int slot, Object value) {
        cells[2 * slot + 1] = (Long) value;
    }

    @Override
    void occupy(int slot, Object key, int hash, Object namespace, Object value) {
        cells[2 * slot] = (Long) key;
        cells[2 * slot + 1] = (Long) value;
        if (isApart(slot)) {
            zeroHasValue = true;
        }
    }

    @Override
    void vacate(int slot) {
        cells[2 * slot] = 0;
        if (isApart(slot)) {
            zeroHasValue = false;
        }
    }

    @Override
    boolean isApart(int slot) {
        return slot == capacity();
    }

    @Override
    boolean isFree(int slot) {
        return cells[2 * slot] == 0;
    }

    @Override
    int hashIn(int slot) {
        return hashOf(cells[2 * slot]);
    }

    private static int hashOf(long key) {
        return KeyGroups.spread(Long.hashCode(key));
    }

    @Override
    Object keyIn(int slot) {
        return cells[2 * slot];
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
        return isApart(slot) ? zeroHasValue : slot < capacity() && cells[2 * slot] != 0;
    }

    @Override
    void move(int from, int to) {
        cells[2 * to] = cells[2 * from];
        cells[2 * to + 1] = cells[2 * from + 1];
    }

    @Override
    void rebuild(int oldCapacity) {
        long[] old = cells;
        cells = new long[2 * (capacity() + 1)];
        int mask = capacity() - 1;
        for (int from = 0; from < oldCapacity; from++) {
            long key = old[2 * from];
            if (key != 0) {
                int slot = home(hashOf(key));
                while (cells[2 * slot] != 0) {
                    slot = slot + 1 & mask;
                }
                cells[2 * slot] = key;
                cells[2 * slot + 1] = old[2 * from + 1];
            }
        }
        cells[2 * capacity() + 1] = old[2 * oldCapacity + 1];
    }

    @Override
    TableCut.Columns columns() {
        return new Pairs(cells, zeroHasValue);
    }

    /** @param zero whether the key zero has a value, which its cells cannot tell */
    private record Pairs(long[] pairs, boolean zero) implements TableCut.Columns {
        @Override
        public Object copyOf(int chunk) {
            int from = Math.min(2 * chunk * CHUNK, pairs.length);
            return Arrays.copyOfRange(pairs, from, Math.min(from + 2 * CHUNK, pairs.length));
        }

        @Override
        public void visit(int chunk, Object copy, TableCut.EntryVisitor visitor) throws IOException {
            long[] copied = (long[]) copy;
            int zeroAt = pairs.length - 2 - 2 * chunk * CHUNK;
            for (int at = 0; at < copied.length; at += 2) {
                if (copied[at] != 0 || at == zeroAt && zero) {
                    visitor.visit(copied[at], null, copied[at + 1]);
                }
            }
        }
    }
}
