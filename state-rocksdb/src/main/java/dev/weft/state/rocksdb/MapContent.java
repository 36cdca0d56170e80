package dev.weft.state.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The cached part of a map: all of it, or only the map keys that were used lately. For each it is known whether the map has it
 * (present or absent) and whether the store must be told (dirty). Belongs to the thread of the task.
 */
final class MapContent<K, V> {

    private final Map<K, Cell<V>> cells = new HashMap<>();
    private boolean whole;
    private boolean clearing;
    private int present;

    /** What a map key stands for. */
    static final class Cell<V> {
        private V value;
        private boolean present;
        private boolean dirty;

        V value() {
            return value;
        }

        boolean isPresent() {
            return present;
        }

        boolean isDirty() {
            return dirty;
        }

        void written() {
            dirty = false;
        }
    }

    /** @param whole the store has nothing of this map */
    MapContent(boolean whole) {
        this.whole = whole;
    }

    /** What is not here is absent. */
    boolean isWhole() {
        return whole;
    }

    /** What the store has must go before the cells are written. */
    boolean isClearing() {
        return clearing;
    }

    Map<K, Cell<V>> cells() {
        return cells;
    }

    /** How many of the cells are present. */
    int present() {
        return present;
    }

    Cell<V> cell(K key) {
        return cells.get(key);
    }

    /** The store has this for a key that is not here yet. */
    Cell<V> learn(K key, V value, boolean isPresent) {
        Cell<V> cell = new Cell<>();
        cell.value = value;
        cell.present = isPresent;
        cells.put(key, cell);
        present += isPresent ? 1 : 0;
        return cell;
    }

    /** Everything that the store has is here. */
    void completed() {
        whole = true;
    }

    void put(K key, V value) {
        Cell<V> cell = cells.computeIfAbsent(key, k -> new Cell<>());
        present += cell.present ? 0 : 1;
        cell.value = value;
        cell.present = true;
        cell.dirty = true;
    }

    void remove(K key) {
        if (whole && cells.get(key) == null) {
            return;
        }
        Cell<V> cell = cells.computeIfAbsent(key, k -> new Cell<>());
        present -= cell.present ? 1 : 0;
        cell.value = null;
        cell.present = false;
        cell.dirty = true;
    }

    void clear() {
        cells.clear();
        present = 0;
        whole = true;
        clearing = true;
    }

    /** The store has everything now; absent cells of a whole map need not be remembered. */
    void written() {
        clearing = false;
        if (whole) {
            for (Iterator<Cell<V>> each = cells.values().iterator(); each.hasNext(); ) {
                if (!each.next().present) {
                    each.remove();
                }
            }
        }
    }

    /** Lets go of everything; the store has it. */
    void letGo() {
        cells.clear();
        present = 0;
        whole = false;
    }

    /** The present map keys as they are now. */
    List<K> presentKeys() {
        List<K> keys = new ArrayList<>(present);
        cells.forEach((key, cell) -> {
            if (cell.present) {
                keys.add(key);
            }
        });
        return keys;
    }
}
