package dev.weft.engine.state.heap;

import dev.weft.engine.types.KeyGroups;
import java.util.ArrayList;
import java.util.List;

/**
 * Values by key, for the keys of one subtask: an open-addressing table per key group, because key groups are what moves
 * between subtasks. Linear probing at up to 60 % load; the hash that came with the record is stored beside the key.
 */
final class KeyTable {

    private final Group[] groups;
    private final int firstGroup;
    private final int maxParallelism;

    /** A key with its hash. */
    record Entry(Object key, int hash) {}

    KeyTable(int firstGroup, int endGroup, int maxParallelism) {
        this.firstGroup = firstGroup;
        this.maxParallelism = maxParallelism;
        groups = new Group[endGroup - firstGroup];
    }

    private Group group(int hash) {
        int index = KeyGroups.groupOf(hash, maxParallelism) - firstGroup;
        Group group = groups[index];
        if (group == null) {
            group = new Group();
            groups[index] = group;
        }
        return group;
    }

    /** The value of a key, or null. */
    Object get(Object key, int hash) {
        Group group = group(hash);
        return group.values[group.slotOf(key, hash)];
    }

    /** @param value not null */
    void put(Object key, int hash, Object value) {
        Group group = group(hash);
        int slot = group.slotOf(key, hash);
        if (group.values[slot] != null) {
            group.values[slot] = value;
        } else {
            group.insert(slot, key, hash, value);
        }
    }

    void remove(Object key, int hash) {
        Group group = group(hash);
        int slot = group.slotOf(key, hash);
        if (group.values[slot] != null) {
            group.remove(slot);
        }
    }

    /** Every key. */
    List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (Group group : groups) {
            for (int i = 0; group != null && i < group.values.length; i++) {
                if (group.values[i] != null) {
                    all.add(new Entry(group.keys[i], group.hashes[i]));
                }
            }
        }
        return all;
    }

    private static final class Group {
        private Object[] keys = new Object[16];
        private Object[] values = new Object[16];
        private int[] hashes = new int[16];
        private int size;

        /** The slot that holds the key, or the free one where it belongs. */
        int slotOf(Object key, int hash) {
            int mask = keys.length - 1;
            int slot = home(hash) & mask;
            while (values[slot] != null) {
                if (hashes[slot] == hash && keys[slot].equals(key)) {
                    return slot;
                }
                slot = slot + 1 & mask;
            }
            return slot;
        }

        /** The low bits choose the key group, so the table uses a remix. */
        private static int home(int hash) {
            int mixed = hash * 0x9e3779b9;
            return mixed ^ mixed >>> 15;
        }

        void insert(int slot, Object key, int hash, Object value) {
            keys[slot] = key;
            values[slot] = value;
            hashes[slot] = hash;
            size++;
            if (size * 5 > keys.length * 3) {
                grow();
            }
        }

        private void grow() {
            Object[] oldKeys = keys;
            Object[] oldValues = values;
            int[] oldHashes = hashes;
            int capacity = oldKeys.length * 2;
            keys = new Object[capacity];
            values = new Object[capacity];
            hashes = new int[capacity];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldValues[i] != null) {
                    int slot = home(oldHashes[i]) & capacity - 1;
                    while (values[slot] != null) {
                        slot = slot + 1 & capacity - 1;
                    }
                    keys[slot] = oldKeys[i];
                    values[slot] = oldValues[i];
                    hashes[slot] = oldHashes[i];
                }
            }
        }

        /** Closes the gap by moving back what would no longer be found behind it. */
        void remove(int slot) {
            int mask = keys.length - 1;
            int gap = slot;
            int next = gap + 1 & mask;
            while (values[next] != null) {
                int home = home(hashes[next]) & mask;
                if ((next - home & mask) >= (next - gap & mask)) {
                    keys[gap] = keys[next];
                    values[gap] = values[next];
                    hashes[gap] = hashes[next];
                    gap = next;
                }
                next = next + 1 & mask;
            }
            keys[gap] = null;
            values[gap] = null;
            size--;
        }
    }
}
