package dev.weft.engine.state.heap;

import java.io.IOException;

/**
 * Table with keys and values of any type, and with namespaces if the state has them: the cells of a slot are side by
 * side, hashes are in a separate array. A free slot has no value.
 */
final class ObjectTable extends Table {

    private final int stride;
    private Object[] cells;
    private int[] hashes;

    /** @param divided whether keys have namespaces */
    ObjectTable(boolean divided, Copier copier) {
        super(copier, 8);
        stride = divided ? 3 : 2;
        cells = new Object[capacity() * stride];
        hashes = new int[capacity()];
    }

    @Override
    int find(Object key, int hash, Object namespace) {
        Object[] all = cells;
        int mask = hashes.length - 1;
        int mixed = stride == 2 ? hash : divided(hash, namespace);
        int slot = home(mixed);
        while (true) {
            int at = slot * stride;
            if (all[at + 1] == null) {
                return ~slot;
            }
            if (hashes[slot] == mixed && all[at].equals(key) && (stride == 2 || all[at + 2].equals(namespace))) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    private static int divided(int hash, Object namespace) {
        return hash + share(namespace);
    }

    /** The contribution of a namespace to the hash of its key. */
    private static int share(Object namespace) {
        return namespace.hashCode() * 0x85ebca6b;
    }

    @Override
    int touchHome(int hash) {
        int slot = home(hash);
        return hashes[slot] + (cells[slot * stride] == null ? 1 : 0);
    }

    @Override
    int touchValue(int hash) {
        int at = home(hash) * stride;
        return touch(cells[at]) + touch(cells[at + 1]);
    }

    @Override
    Object valueIn(int slot) {
        return cells[slot * stride + 1];
    }

    @Override
    void write(int slot, Object value) {
        cells[slot * stride + 1] = value;
    }

    @Override
    void occupy(int slot, Object key, int hash, Object namespace, Object value) {
        int at = slot * stride;
        cells[at] = key;
        cells[at + 1] = value;
        if (stride == 2) {
            hashes[slot] = hash;
        } else {
            cells[at + 2] = namespace;
            hashes[slot] = divided(hash, namespace);
        }
    }

    @Override
    void vacate(int slot) {
        int at = slot * stride;
        for (int i = 0; i < stride; i++) {
            cells[at + i] = null;
        }
    }

    @Override
    boolean isApart(int slot) {
        return false;
    }

    @Override
    boolean isFree(int slot) {
        return cells[slot * stride + 1] == null;
    }

    @Override
    int hashIn(int slot) {
        return hashes[slot];
    }

    @Override
    Object keyIn(int slot) {
        return cells[slot * stride];
    }

    @Override
    int keyHashIn(int slot) {
        return stride == 2 ? hashes[slot] : hashes[slot] - share(cells[slot * stride + 2]);
    }

    @Override
    Object namespaceIn(int slot) {
        return stride == 2 ? "" : cells[slot * stride + 2];
    }

    @Override
    boolean holds(int slot) {
        return slot < hashes.length && !isFree(slot);
    }

    @Override
    void move(int from, int to) {
        hashes[to] = hashes[from];
        System.arraycopy(cells, from * stride, cells, to * stride, stride);
    }

    @Override
    void rebuild(int oldCapacity) {
        Object[] oldCells = cells;
        int[] oldHashes = hashes;
        cells = new Object[capacity() * stride];
        hashes = new int[capacity()];
        int mask = capacity() - 1;
        for (int from = 0; from < oldCapacity; from++) {
            if (oldCells[from * stride + 1] != null) {
                int slot = home(oldHashes[from]);
                while (cells[slot * stride + 1] != null) {
                    slot = slot + 1 & mask;
                }
                hashes[slot] = oldHashes[from];
                System.arraycopy(oldCells, from * stride, cells, slot * stride, stride);
                carriedOver(from, slot);
            }
        }
    }

    @Override
    TableCut.Columns columns() {
        return new Cells(cells, stride);
    }

    private record Cells(Object[] cells, int stride) implements TableCut.Columns {
        @Override
        public Object copyOf(int chunk) {
            int from = Math.min(chunk * CHUNK * stride, cells.length);
            int until = Math.min(from + CHUNK * stride, cells.length);
            Object[] copy = new Object[until - from];
            System.arraycopy(cells, from, copy, 0, copy.length);
            return copy;
        }

        @Override
        public void visit(int chunk, Object copy, TableCut.EntryVisitor visitor) throws IOException {
            Object[] copied = (Object[]) copy;
            for (int at = 0; at < copied.length; at += stride) {
                if (copied[at + 1] != null) {
                    visitor.visit(copied[at], stride == 3 ? copied[at + 2] : null, copied[at + 1]);
                }
            }
        }
    }
}
