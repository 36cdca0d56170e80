package dev.weft.state.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Cached part of a map: the whole map, or only the recently used map keys. Each cell tells whether the map has the key
 * (present or absent) and whether that must still be written (dirty). Belongs to the thread of the task.
 */
final class MapContent<K, V> {

    private final Map<K, Cell<V>> cells = new HashMap<>();
    private boolean whole;
    private boolean clearing;
    private int present;

    /** Cached knowledge about one map key. */
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

    /** @param whole whether the store has nothing of this map, so that the cache is complete */
    MapContent(boolean whole) {
        this.whole = whole;
    }

    /** Whether map keys without a cell are absent from the map. */
    boolean isWhole() {
        return whole;
    }

    /** Whether all rows in the store must be deleted before the cells are written. */
    boolean isClearing() {
        return clearing;
    }

    Map<K, Cell<V>> cells() {
        return cells;
    }

    /** Number of present cells. */
    int present() {
        return present;
    }

    Cell<V> cell(K key) {
        return cells.get(key);
    }

    /** Adds a cell that was read from the store. */
    Cell<V> learn(K key, V value, boolean isPresent) {
        Cell<V> cell = new Cell<>();
        cell.value = value;
        cell.present = isPresent;
        cells.put(key, cell);
        present += isPresent ? 1 : 0;
        return cell;
    }

    /** Called when all rows of the map have been read. */
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

    /** Called when everything is written; absent cells of a whole map are dropped. */
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

    /** Drops all cells; they are in the store. */
    void letGo() {
        cells.clear();
        present = 0;
        whole = false;
    }

    /** A copy of the present map keys. */
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
