package dev.weft.state.rocksdb;

import dev.weft.api.common.state.State;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.OwnKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksIterator;

/**
 * One declared state: a write-back cache of entries in front of rows in a column family. Values are isolated from the
 * user's code: mutable ones are copied on the way in and out, as if they were serialized. Belongs to the thread of the
 * task.
 *
 * @param <S> the handle, which a subclass is
 * @param <N> the namespaces
 */
abstract class RocksState<S extends State, N> implements NamespacedState<S, N>, State, WriteBackCache.Rows {

    /** Estimated heap bytes of a key in addition to twice its serialized size. */
    private static final int KEY_BYTES = 24;

    private static final int USUAL_KEY_BYTES = 16;

    final String name;
    final Store store;
    final Column column;
    final RowKeys rowKeys;
    final WriteBackCache front;
    final HeapEstimate footprint = new HeapEstimate();
    final DataOutputSerializer out = new DataOutputSerializer(128);

    private final StateContext context;
    private final Namespaces<N> namespaces;
    private final KeyContext keys;
    private final OwnKeys ownKeys;
    private CacheTable table;
    private Object space;
    private Entry last;
    private int lastTurn;
    private int usualBytes = 32;

    RocksState(StateContext context, StateRows contents, Namespaces<N> namespaces) {
        this.context = context;
        this.name = contents.layout().name();
        this.store = contents.store();
        this.column = contents.column();
        this.namespaces = namespaces;
        this.keys = context.setup().keys();
        this.ownKeys = new OwnKeys(
                context.setup().keyType().serializer(),
                context.setup().keyType().hasher());
        this.rowKeys = new RowKeys(context.setup(), namespaces);
        this.front = new WriteBackCache(
                namespaces.kind(),
                this,
                store,
                context.memory().front(),
                context.cut(),
                context.batchBytes(),
                contents.storedUpTo());
        this.table = front.table();
    }

    final Namespaces<N> namespaces() {
        return namespaces;
    }

    @SuppressWarnings("unchecked") // every subclass is the handle of its own kind
    private S handle() {
        return (S) this;
    }

    @Override
    public final S undivided() {
        return handle();
    }

    @Override
    public final S at(long namespace) {
        if (table.namespace != namespace || table == front.table()) {
            table = front.table(namespace);
            last = null;
        }
        return handle();
    }

    @Override
    public final S in(N namespace) {
        if (namespace instanceof Long number && namespaces.kind() == Namespaces.Kind.LONGS) {
            return at(number);
        }
        space = namespaces.kind() == Namespaces.Kind.OBJECTS ? namespace : null;
        last = null;
        return handle();
    }

    /** Changes with the current key. */
    final int turn() {
        return keys.turn();
    }

    /** The current key's entry, created if there is none; its content may be unknown. */
    final Entry entry() {
        int turn = keys.turn();
        if (last != null && lastTurn == turn) {
            return last;
        }
        Object key = keys.key();
        Entry entry = table.find(key, keys.hash(), space);
        if (entry == null) {
            entry = new Entry(table, ownKeys.own(key, keys.hash()), keys.hash(), copied(space));
            if (!table.isStored()) {
                entry.known();
            }
            front.insert(entry, usualWeight());
        } else {
            entry.used();
        }
        last = entry;
        lastTurn = turn;
        return entry;
    }

    /**
     * Called before the current key gets its first content: rejects a mutable key that was modified, whose entry would
     * be elsewhere.
     */
    final void beginning() {
        ownKeys.checkAbsent(keys);
    }

    private Object copied(Object namespace) {
        return namespace == null || namespaces.serializer().isImmutableType() ? namespace : copyNamespace(namespace);
    }

    @SuppressWarnings("unchecked") // namespaces are of the state's type
    private Object copyNamespace(Object namespace) {
        return namespaces.serializer().copy((N) namespace);
    }

    /** Estimates the size of an entry by the length of its row. */
    final void weigh(Entry entry, int rowBytes) {
        usualBytes += rowBytes - usualBytes >> 5;
        front.weigh(entry, weight(rowBytes, rowKeys.length()));
    }

    /** Accounts for new content of this length, and evicts entries if there is no room for it. */
    final void grown(Entry entry, int rowBytes) {
        weigh(entry, rowBytes);
        front.fit();
    }

    /** Accounts for changed content of unknown length, assuming the average. */
    final void grown(Entry entry) {
        front.weigh(entry, usualWeight());
        front.fit();
    }

    /** Updates the average row length. */
    final void sampled(int rowBytes) {
        usualBytes += rowBytes - usualBytes >> 2;
    }

    private int usualWeight() {
        return weight(usualBytes, USUAL_KEY_BYTES);
    }

    private int weight(int rowBytes, int keyBytes) {
        return WriteBackCache.ENTRY_BYTES + KEY_BYTES + 2 * keyBytes + footprint.of(rowBytes);
    }

    /** Sets the current key's content; null for nothing. */
    final void replace(Entry entry, Object content) {
        front.changing(entry);
        if (entry.content == null) {
            beginning();
        }
        boolean nothingToDo = content == null && entry.isKnown() && entry.content == null;
        entry.content = content;
        if (!nothingToDo) {
            entry.known();
            front.changed(entry);
        }
    }

    @Override
    public void clear() {
        replace(entry(), null);
    }

    @Override
    public final void forget() {
        last = null;
    }

    @Override
    public final void forEachKey(N namespace, KeyAction action) throws Exception {
        boolean longs = namespaces.kind() == Namespaces.Kind.LONGS;
        CacheTable visited = longs ? front.table((Long) namespace) : front.table();
        if (!visited.isStored()) {
            for (Entry entry : visited.entries()) {
                if (hasContent(entry) && (entry.space == null || entry.space.equals(namespace))) {
                    keys.use(entry.key, entry.hash);
                    action.accept(entry.key);
                }
            }
        } else {
            front.flush(visited);
            try (RocksIterator rows = store.iterate(column)) {
                if (longs) {
                    for (int group = context.setup().groups().first();
                            group < context.setup().groups().end();
                            group++) {
                        rowKeys.writeNamespace(group, visited.namespace);
                        walk(rows, rowKeys.copy(), (key, found) -> action.accept(key));
                    }
                } else {
                    walk(rows, new byte[0], (key, found) -> {
                        if (found == null || found.equals(namespace)) {
                            action.accept(key);
                        }
                    });
                }
            }
        }
        keys.leave();
    }

    @Override
    @SuppressWarnings("unchecked") // namespaces are of the state's type
    public final void forEach(EntryAction<N> action) throws Exception {
        boolean longs = namespaces.kind() == Namespaces.Kind.LONGS;
        List<CacheTable> unstored = new ArrayList<>();
        for (CacheTable each : front.tables()) {
            if (each.isStored()) {
                front.flush(each);
            } else {
                unstored.add(each);
            }
        }
        try (RocksIterator rows = store.iterate(column)) {
            for (CacheTable each : unstored) {
                for (Entry entry : each.entries()) {
                    if (hasContent(entry)) {
                        keys.use(entry.key, entry.hash);
                        action.accept(entry.key, longs ? (N) (Object) each.namespace : (N) entry.space);
                    }
                }
            }
            walk(rows, new byte[0], (key, namespace) -> action.accept(key, (N) namespace));
        }
        keys.leave();
    }

    /** Whether a known entry has content. */
    boolean hasContent(Entry entry) {
        return entry.content != null;
    }

    private interface Visit {
        void accept(Object key, Object namespace) throws Exception;
    }

    /** Visits each key and namespace that has rows with a prefix, with the key current. */
    private void walk(RocksIterator rows, byte[] prefix, Visit visit) throws Exception {
        byte[] row = new byte[256];
        Object lastKey = null;
        Object lastNamespace = null;
        for (rows.seek(prefix); rows.isValid(); rows.next()) {
            int length = rows.key(row, 0, row.length);
            if (length > row.length) {
                row = new byte[2 * length];
                length = rows.key(row, 0, row.length);
            }
            if (!RowKeys.startsWith(row, length, prefix)) {
                break;
            }
            Object key = rowKeys.read(row, length);
            Object namespace =
                    namespaces.kind() == Namespaces.Kind.LONGS ? (Object) rowKeys.longNamespace() : rowKeys.space();
            if (key.equals(lastKey) && (namespace == null || namespace.equals(lastNamespace))) {
                continue;
            }
            lastKey = key;
            lastNamespace = namespace;
            keys.use(key, rowKeys.hash(key));
            visit.accept(key, namespace);
        }
        store.check(rows);
    }

    @Override
    public final void drop(long namespace) {
        CacheTable dropped = front.table(namespace);
        front.drop(dropped);
        if (dropped == table) {
            table = front.table();
        }
        if (dropped.isStored()) {
            Batch batch = new Batch();
            for (int group = context.setup().groups().first();
                    group < context.setup().groups().end();
                    group++) {
                rowKeys.writeNamespace(group, namespace);
                byte[] from = rowKeys.copy();
                byte[] until = RowKeys.after(from);
                batch.deleteRange(column.id(), from, from.length, until, until.length);
            }
            context.cut().afterwards(() -> store.write(batch));
        }
    }

    final UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException(
                "what the state '" + name + "' has for a key cannot be read with its serializer", cause);
    }

    final UncheckedIOException unwritable(Object value, IOException cause) {
        return new UncheckedIOException(
                "a value of " + value.getClass().getName() + " of the state '" + name + "' cannot be serialized: "
                        + cause.getMessage(),
                cause);
    }

    /** Closes open iterators of the store: a snapshot is about to be taken, or the state is closed. */
    void endWalks() {}

    final void close() {
        endWalks();
        front.close();
    }
}
