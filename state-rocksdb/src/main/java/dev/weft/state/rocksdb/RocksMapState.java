package dev.weft.state.rocksdb;

import dev.weft.api.common.state.MapState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;
import dev.weft.engine.state.spi.WriteThroughEntry;
import dev.weft.engine.types.KeyBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * Map state. Every map key has a row of its own; the rows of one key are adjacent, and a map is only iterated, never
 * otherwise read or written, as a whole. A row contains 1 and the serialized value, or 0 for null.
 */
final class RocksMapState<K, V, N> extends RocksState<MapState<K, V>, N> implements MapState<K, V> {

    /** Number of rows that an iterator reads at once; larger maps are not cached as a whole. */
    private static final int CHUNK_ROWS = 256;
    /** Larger maps are dropped from the cache once they are written. */
    private static final int MOST_KEPT = 1024;
    /** Larger maps are cleared by one range deletion, which slows later reads more than a few deletions of rows. */
    private static final int MOST_DELETED = 64;

    private final TypeSerializer<K> keySerializer;
    private final TypeSerializer<V> valueSerializer;
    private final boolean copiesKeys;
    private final boolean copiesValues;
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final BiConsumer<K, V> write = this::put;
    private final List<Chunks> openChunks = new ArrayList<>();

    RocksMapState(
            StateContext context,
            StateRows contents,
            Namespaces<N> namespaces,
            TypeSerializer<K> keySerializer,
            TypeSerializer<V> valueSerializer) {
        super(context, contents, namespaces);
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
        this.copiesKeys = !keySerializer.isImmutableType();
        this.copiesValues = !valueSerializer.isImmutableType();
    }

    /** The current key's map, as far as it is cached. */
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
        if (cell != null || map.isWhole() || key == null) {
            return cell;
        }
        front.settle();
        rowKeys.write(entry);
        append(key);
        int length = store.get(column, rowKeys.bytes(), rowKeys.length());
        grow(entry, Math.max(0, length));
        return map.learn(copied(key), length < 0 ? null : value(store.value(), length), length >= 0);
    }

    private void grow(Entry entry, int rowBytes) {
        front.weigh(entry, entry.weight + WriteBackCache.ENTRY_BYTES + 3 * (rowBytes + 16));
    }

    private void append(K key) {
        try {
            KeyBytes.write(keySerializer, key, rowKeys.out());
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
        CacheTable table = entry.table;
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
            front.weigh(entry, WriteBackCache.ENTRY_BYTES);
        }
    }

    private void write(CacheTable table, MapContent.Cell<V> cell, boolean deleting, Batch batch) {
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

    /** Deletes all rows with the prefix in {@link #rowKeys}. */
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
        StateArguments.mapKey(key);
        Entry entry = entry();
        put(entry, key, value);
        front.changed(entry);
    }

    private void put(Entry entry, K key, V value) {
        front.changing(entry);
        if (entry.content == null) {
            beginning();
        }
        MapContent<K, V> map = map(entry);
        int before = map.cells().size();
        map.put(copied(key), copiedValue(value));
        if (map.cells().size() > before) {
            grow(entry, 32);
        }
    }

    @Override
    public void putAll(Map<K, V> more) {
        if (!StateArguments.entries(more).isEmpty()) {
            Entry entry = entry();
            more.forEach((key, value) -> put(entry, key, value));
            front.changed(entry);
        }
    }

    @Override
    public void remove(K key) {
        if (key == null) {
            return;
        }
        Entry entry = entry();
        front.changing(entry);
        map(entry).remove(key);
        front.changed(entry);
    }

    @Override
    public void clear() {
        Entry entry = entry();
        front.changing(entry);
        map(entry).clear();
        front.weigh(entry, WriteBackCache.ENTRY_BYTES);
        front.changed(entry);
    }

    @Override
    public boolean isEmpty() {
        Entry entry = entry();
        MapContent<K, V> map = map(entry);
        if (map.present() == 0 && !map.isWhole()) {
            readWhole(entry, map);
            return map.isWhole() && map.present() == 0;
        }
        return map.present() == 0;
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return this::iterator;
    }

    @Override
    public Iterable<K> keys() {
        return () -> new Walk<>(Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() {
        return () -> new Walk<>(Map.Entry::getValue);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new Walk<>(entry -> entry);
    }

    /** A stable iterator over the current key's entries. */
    private Iterator<Map.Entry<K, V>> presentEntries() {
        Entry entry = entry();
        MapContent<K, V> map = map(entry);
        if (!map.isWhole()) {
            readWhole(entry, map);
        }
        if (!map.isWhole()) {
            return new Chunks(entry);
        }
        List<Map.Entry<K, V>> present = new ArrayList<>(map.present());
        map.cells().forEach((key, cell) -> {
            if (cell.isPresent()) {
                present.add(item(copied(key), copiedValue(cell.value())));
            }
        });
        return present.iterator();
    }

    private Map.Entry<K, V> item(K key, V value) {
        return new WriteThroughEntry<>(key, value, write);
    }

    /** Reads the map from the store unless it is too large; what is cached of it then is in the store, too. */
    private void readWhole(Entry entry, MapContent<K, V> map) {
        if (!front.isBehindCut(entry)) {
            front.flush(entry);
            map.letGo();
        }
        front.settle();
        int[] bytes = new int[1];
        List<Map.Entry<K, V>> rows = new ArrayList<>();
        rowKeys.write(entry);
        byte[] prefix = rowKeys.copy();
        boolean all = readRows(store.iterate(column), prefix, prefix, rows, bytes) == null;
        if (all) {
            for (Map.Entry<K, V> row : rows) {
                if (map.cell(row.getKey()) == null) {
                    map.learn(row.getKey(), row.getValue(), true);
                }
            }
            map.completed();
            front.weigh(entry, WriteBackCache.ENTRY_BYTES * (1 + map.cells().size()) + 3 * bytes[0]);
        } else {
            front.flush(entry);
            map.letGo();
            front.weigh(entry, WriteBackCache.ENTRY_BYTES);
        }
    }

    /**
     * Reads a chunk of rows.
     *
     * @param rows is closed afterwards
     * @param from where to begin
     * @param bytes counts what was read
     * @return where the next chunk begins; null when there is none
     */
    private byte[] readRows(RocksIterator rows, byte[] prefix, byte[] from, List<Map.Entry<K, V>> found, int[] bytes) {
        try (rows) {
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
                found.add(item(key, value(value, value.length)));
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

    @Override
    void endWalks() {
        List.copyOf(openChunks).forEach(Chunks::close);
    }

    /**
     * An iterator over the current key's map. It begins when the first entry is taken; {@code hasNext()} alone does not
     * begin it.
     */
    private final class Walk<T> implements Iterator<T> {
        private final Function<Map.Entry<K, V>, T> part;
        private Iterator<Map.Entry<K, V>> rest;
        private K taken;

        Walk(Function<Map.Entry<K, V>, T> part) {
            this.part = part;
        }

        @Override
        public boolean hasNext() {
            return rest == null ? !isEmpty() : rest.hasNext();
        }

        @Override
        public T next() {
            if (rest == null) {
                rest = presentEntries();
            }
            if (!rest.hasNext()) {
                throw new NoSuchElementException("the map has no more entries");
            }
            Map.Entry<K, V> entry = rest.next();
            taken = entry.getKey();
            return part.apply(entry);
        }

        @Override
        public void remove() {
            if (taken == null) {
                throw new IllegalStateException("remove() goes after next(), once");
            }
            RocksMapState.this.remove(taken);
            taken = null;
        }
    }

    /**
     * Iterator over the entries of a map that is too large to be cached, reading chunks from a native snapshot. Ends
     * with its last entry; one that the program has abandoned ends when another key's map is iterated, with the next
     * checkpoint, or with the state.
     */
    private final class Chunks implements Iterator<Map.Entry<K, V>> {
        private final int turn = turn();
        private final byte[] prefix;
        private final Snapshot moment;
        private final ReadOptions reading;
        private Iterator<Map.Entry<K, V>> chunk = Collections.emptyIterator();
        private byte[] next;
        private boolean closed;

        Chunks(Entry entry) {
            for (Chunks other : List.copyOf(openChunks)) {
                if (other.turn != turn) {
                    other.close();
                }
            }
            rowKeys.write(entry);
            prefix = rowKeys.copy();
            next = prefix;
            moment = store.snapshot();
            reading = new ReadOptions().setSnapshot(moment);
            openChunks.add(this);
        }

        @Override
        public boolean hasNext() {
            while (!chunk.hasNext() && next != null) {
                if (closed) {
                    store.checkOpen();
                    throw new IllegalStateException("a walk over a map of the state '" + name
                            + "' goes on after its key's turn has ended: walk it within one call of the function");
                }
                List<Map.Entry<K, V>> rows = new ArrayList<>();
                next = readRows(store.iterate(column, reading), prefix, next, rows, new int[1]);
                chunk = rows.iterator();
                if (next == null) {
                    close();
                }
            }
            return chunk.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
            return chunk.next();
        }

        void close() {
            if (!closed) {
                closed = true;
                openChunks.remove(this);
                reading.close();
                store.release(moment);
            }
        }
    }
}
