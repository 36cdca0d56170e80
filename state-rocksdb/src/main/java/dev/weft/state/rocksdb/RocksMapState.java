package dev.weft.state.rocksdb;

import dev.weft.api.common.state.MapState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.rocksdb.RocksIterator;

/**
 * A state of one map a key. Every map key has a row of its own: the key's rows lie together, and a map is never read or
 * written as a whole unless it is walked. A row holds 1 and the value as its serializer writes it, or 0 for null.
 */
final class RocksMapState<K, V, N> extends RocksState<MapState<K, V>, N> implements MapState<K, V> {

    /** Rows that are read at once when a map is walked; maps of more are not kept as a whole. */
    private static final int CHUNK_ROWS = 256;
    /** Larger maps are not kept as objects once they are written. */
    private static final int MOST_KEPT = 1024;
    /** Larger maps are cleared by one deletion of a range: dearer for later reads than a few deletions of rows. */
    private static final int MOST_DELETED = 64;

    private final TypeSerializer<K> keySerializer;
    private final TypeSerializer<V> valueSerializer;
    private final boolean copiesKeys;
    private final boolean copiesValues;
    private final DataInputDeserializer in = new DataInputDeserializer();

    RocksMapState(
            StateContext context,
            Contents contents,
            Namespaces<N> namespaces,
            TypeSerializer<K> keySerializer,
            TypeSerializer<V> valueSerializer) {
        super(context, contents, namespaces);
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
        this.copiesKeys = !keySerializer.isImmutableType();
        this.copiesValues = !valueSerializer.isImmutableType();
    }

    /** The current key's map, as far as it is here. */
    private MapContent<K, V> map(Entry entry) {
        MapContent<K, V> content = content(entry);
        if (content == null) {
            content = new MapContent<>(entry.isKnown());
            entry.content = content;
            entry.known();
        }
        return content;
    }

    @SuppressWarnings("unchecked") // an entry holds the maps of one declared state
    private MapContent<K, V> content(Entry entry) {
        return (MapContent<K, V>) entry.content;
    }

    @Override
    boolean hasContent(Entry entry) {
        return entry.content != null && content(entry).present() > 0;
    }

    private MapContent.Cell<V> cell(K key) {
        Entry entry = entry();
        MapContent<K, V> map = map(entry);
        MapContent.Cell<V> cell = map.cell(key);
        if (cell != null || map.isWhole()) {
            return cell;
        }
        rowKeys.write(entry);
        append(key);
        int length = store.get(column, rowKeys.bytes(), rowKeys.length());
        grow(entry, Math.max(0, length));
        return map.learn(copied(key), length < 0 ? null : value(store.value(), length), length >= 0);
    }

    private void grow(Entry entry, int rowBytes) {
        front.weigh(entry, entry.weight + FrontCache.ENTRY_BYTES + 3 * (rowBytes + 16));
    }

    private void append(K key) {
        try {
            keySerializer.serialize(key, rowKeys.out());
        } catch (IOException e) {
            throw unwritable(key, e);
        }
    }

    private V value(byte[] row, int length) {
        try {
            in.setBuffer(row, 0, length);
            return in.readBoolean() ? valueSerializer.deserialize(in) : null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private K copied(K key) {
        return copiesKeys ? keySerializer.copy(key) : key;
    }

    private V copiedValue(V value) {
        return copiesValues && value != null ? valueSerializer.copy(value) : value;
    }

    @Override
    public void write(Entry entry, Batch batch) {
        FrontTable table = entry.table;
        MapContent<K, V> map = content(entry);
        rowKeys.write(entry);
        int prefixLength = rowKeys.length();
        if (map.isClearing() && table.isStored()) {
            deleteRows(batch);
        }
        boolean deleting = table.isStored() && !map.isClearing();
        for (Map.Entry<K, MapContent.Cell<V>> each : map.cells().entrySet()) {
            MapContent.Cell<V> cell = each.getValue();
            if (cell.isDirty()) {
                rowKeys.out().setPosition(prefixLength);
                append(each.getKey());
                write(table, cell, deleting, batch);
                cell.written();
            }
        }
        map.written();
        if (map.cells().size() > MOST_KEPT) {
            map.letGo();
            front.weigh(entry, FrontCache.ENTRY_BYTES);
        }
    }

    private void write(FrontTable table, MapContent.Cell<V> cell, boolean deleting, Batch batch) {
        if (!cell.isPresent()) {
            if (deleting) {
                batch.delete(column.id(), rowKeys.bytes(), rowKeys.length());
            }
            return;
        }
        try {
            out.clear();
            out.writeBoolean(cell.value() != null);
            if (cell.value() != null) {
                valueSerializer.serialize(cell.value(), out);
            }
        } catch (IOException e) {
            throw unwritable(cell.value(), e);
        }
        table.stored();
        batch.put(column.id(), rowKeys.bytes(), rowKeys.length(), out.getSharedBuffer(), out.length());
    }

    /** Deletes all rows that begin with what {@link #rowKeys} holds. */
    private void deleteRows(Batch batch) {
        byte[] prefix = rowKeys.copy();
        try (RocksIterator rows = store.iterate(column)) {
            List<byte[]> found = new ArrayList<>();
            for (rows.seek(prefix); rows.isValid() && found.size() <= MOST_DELETED; rows.next()) {
                byte[] row = rows.key();
                if (!RowKeys.startsWith(row, row.length, prefix)) {
                    break;
                }
                found.add(row);
            }
            store.check(rows);
            if (found.size() <= MOST_DELETED) {
                found.forEach(row -> batch.delete(column.id(), row, row.length));
            } else {
                byte[] until = RowKeys.after(prefix);
                batch.deleteRange(column.id(), prefix, prefix.length, until, until.length);
            }
        }
    }

    @Override
    public V get(K key) {
        MapContent.Cell<V> cell = cell(key);
        return cell == null ? null : copiedValue(cell.value());
    }

    @Override
    public boolean contains(K key) {
        MapContent.Cell<V> cell = cell(key);
        return cell != null && cell.isPresent();
    }

    @Override
    public void put(K key, V value) {
        Entry entry = entry();
        put(entry, key, value);
        front.changed(entry);
    }

    private void put(Entry entry, K key, V value) {
        MapContent<K, V> map = map(entry);
        int before = map.cells().size();
        map.put(copied(key), copiedValue(value));
        if (map.cells().size() > before) {
            grow(entry, 32);
        }
    }

    @Override
    public void putAll(Map<K, V> more) {
        if (!more.isEmpty()) {
            Entry entry = entry();
            more.forEach((key, value) -> put(entry, key, value));
            front.changed(entry);
        }
    }

    @Override
    public void remove(K key) {
        Entry entry = entry();
        map(entry).remove(key);
        front.changed(entry);
    }

    @Override
    public void clear() {
        Entry entry = entry();
        map(entry).clear();
        front.weigh(entry, FrontCache.ENTRY_BYTES);
        front.changed(entry);
    }

    @Override
    public boolean isEmpty() {
        MapContent<K, V> map = map(entry());
        return map.present() == 0 && (map.isWhole() || !iterator().hasNext());
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return this::iterator;
    }

    @Override
    public Iterable<K> keys() {
        return () -> new Mapped<>(iterator()) {
            @Override
            K map(Map.Entry<K, V> entry) {
                return entry.getKey();
            }
        };
    }

    @Override
    public Iterable<V> values() {
        return () -> new Mapped<>(iterator()) {
            @Override
            V map(Map.Entry<K, V> entry) {
                return entry.getValue();
            }
        };
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        Entry entry = entry();
        MapContent<K, V> map = map(entry);
        if (!map.isWhole()) {
            readWhole(entry, map);
        }
        if (!map.isWhole()) {
            return new Walk(table(), entry);
        }
        List<Map.Entry<K, V>> present = new ArrayList<>(map.present());
        map.cells().forEach((key, cell) -> {
            if (cell.isPresent()) {
                present.add(new Item(copied(key), copiedValue(cell.value())));
            }
        });
        return new Items(present.iterator());
    }

    /** Reads the map from the store unless it is too large. */
    private void readWhole(Entry entry, MapContent<K, V> map) {
        front.flush(entry);
        map.letGo();
        int[] bytes = new int[1];
        List<Map.Entry<K, V>> rows = new ArrayList<>();
        rowKeys.write(entry);
        byte[] prefix = rowKeys.copy();
        boolean all = readRows(prefix, prefix, rows, bytes) == null;
        if (all) {
            rows.forEach(row -> map.learn(row.getKey(), row.getValue(), true));
            map.completed();
            front.weigh(entry, FrontCache.ENTRY_BYTES * (1 + rows.size()) + 3 * bytes[0]);
        } else {
            front.weigh(entry, FrontCache.ENTRY_BYTES);
        }
    }

    /**
     * Reads a chunk of rows.
     *
     * @param from where to begin
     * @param bytes counts what was read
     * @return where the next chunk begins; null when there is none
     */
    private byte[] readRows(byte[] prefix, byte[] from, List<Map.Entry<K, V>> found, int[] bytes) {
        try (RocksIterator rows = store.iterate(column)) {
            for (rows.seek(from); rows.isValid(); rows.next()) {
                byte[] row = rows.key();
                if (!RowKeys.startsWith(row, row.length, prefix)) {
                    break;
                }
                if (found.size() == CHUNK_ROWS) {
                    return row;
                }
                byte[] value = rows.value();
                in.setBuffer(row, prefix.length, row.length - prefix.length);
                K key = keySerializer.deserialize(in);
                found.add(new Item(key, value(value, value.length)));
                bytes[0] += row.length + value.length;
            }
            store.check(rows);
            return null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void merge(N target, Collection<N> sources) {
        throw new UnsupportedOperationException("maps cannot be merged");
    }

    /** What a walk gives: setting the value writes it. */
    private final class Item implements Map.Entry<K, V> {
        private final K key;
        private V value;

        Item(K key, V value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public V setValue(V newValue) {
            V old = value;
            value = newValue;
            put(key, newValue);
            return old;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Map.Entry<?, ?> that
                    && key.equals(that.getKey())
                    && (value == null ? that.getValue() == null : value.equals(that.getValue()));
        }

        @Override
        public int hashCode() {
            return key.hashCode() ^ (value == null ? 0 : value.hashCode());
        }

        @Override
        public String toString() {
            return key + "=" + value;
        }
    }

    /** A walk over entries that are here; removing one removes it from the state. */
    private class Items implements Iterator<Map.Entry<K, V>> {
        private Iterator<Map.Entry<K, V>> items;
        private Map.Entry<K, V> given;

        Items(Iterator<Map.Entry<K, V>> items) {
            this.items = items;
        }

        final void continueWith(Iterator<Map.Entry<K, V>> more) {
            items = more;
        }

        @Override
        public boolean hasNext() {
            return items.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the map has no more entries");
            }
            given = items.next();
            return given;
        }

        @Override
        public void remove() {
            if (given == null) {
                throw new IllegalStateException("remove() goes after next(), once");
            }
            RocksMapState.this.remove(given.getKey());
            given = null;
        }
    }

    /** A walk over the rows of a map that is too large to be kept, chunk by chunk, so that nothing native stays open. */
    private final class Walk extends Items {
        private final FrontTable table;
        private final Entry entry;
        private final byte[] prefix;
        private byte[] next;

        Walk(FrontTable table, Entry entry) {
            super(List.<Map.Entry<K, V>>of().iterator());
            this.table = table;
            this.entry = entry;
            rowKeys.write(entry);
            this.prefix = rowKeys.copy();
            this.next = prefix;
        }

        @Override
        public boolean hasNext() {
            while (!super.hasNext() && next != null) {
                Entry current = table.find(entry.key, entry.hash, entry.space);
                if (current != null) {
                    front.flush(current);
                }
                List<Map.Entry<K, V>> rows = new ArrayList<>();
                byte[] following = readRows(prefix, next, rows, new int[1]);
                next = following == null ? null : Arrays.copyOf(following, following.length);
                continueWith(rows.iterator());
            }
            return super.hasNext();
        }
    }

    /** One side of a walk. */
    private abstract static class Mapped<E, T> implements Iterator<T> {
        private final Iterator<E> entries;

        Mapped(Iterator<E> entries) {
            this.entries = entries;
        }

        abstract T map(E entry);

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public T next() {
            return map(entries.next());
        }

        @Override
        public void remove() {
            entries.remove();
        }
    }
}
