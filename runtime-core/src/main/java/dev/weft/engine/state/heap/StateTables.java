package dev.weft.engine.state.heap;

import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.heap.TableCut.Moment;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.OwnKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Contents of one state: a hash {@link Table} per key group, and one such set of tables per {@code long} namespace
 * (slice) if the state has them. Reads and writes are for the current key and namespace. The slot of the last read is
 * cached until the next key, so that a write after a read does not search again. Belongs to the thread of its task.
 */
final class StateTables {

    /** Number of keys from which on prefetching pays off, because the tables exceed the processor's nearer caches. */
    private static final int WORTH_EXPECTING = 1 << 13;

    private final KeyContext keys;
    private final GroupIndex groups;
    private final boolean longKeys;
    private final OwnKeys ownKeys;
    private final Map<Long, Slice> slices = new HashMap<>();
    private StateLayout layout;
    private Table.Copier copier;
    private Slice slice;
    private long sliceName;
    private Object namespace = "";

    private int touched;
    private Runnable cleaner;
    private Table foundIn;
    private int foundAt;
    private int foundTurn;

    /** The tables of one {@code long} namespace, or of a state without such namespaces. */
    private static final class Slice {
        private final Table[] tables;
        private int size;

        Slice(int groups) {
            tables = new Table[groups];
        }
    }

    StateTables(
            KeyContext keys, GroupIndex groups, TypeSerializer<?> keySerializer, OwnKeys ownKeys, StateLayout layout) {
        this.keys = keys;
        this.groups = groups;
        this.ownKeys = ownKeys;
        this.longKeys = keySerializer instanceof LongSerializer;
        this.layout = layout;
        this.copier = ValueKinds.copier(layout);
        this.foundTurn = keys.turn() - 1;
        if (layout.division() != Namespaces.Kind.LONGS) {
            slice = sliceFor(0);
        }
    }

    StateLayout layout() {
        return layout;
    }

    /**
     * Called when the program declares a restored state.
     *
     * @param nowMs the time of last use for values that had none and now have one
     */
    void bind(StateLayout declared, long nowMs) {
        StateLayout restored = layout;
        layout = restored.succeededBy(declared);
        copier = ValueKinds.copier(layout);
        Optional<UnaryOperator<Object>> conversion = ValueKinds.conversion(restored, layout, nowMs);
        for (Slice each : slices.values()) {
            for (int i = 0; i < each.tables.length; i++) {
                Table table = each.tables[i];
                if (table != null && conversion.isPresent()) {
                    each.tables[i] = converted(table, conversion.get());
                } else if (table != null) {
                    table.useCopier(copier);
                }
            }
        }
        forget();
    }

    /** A table with the layout that the converted values need; the old table is left to its snapshots. */
    private Table converted(Table table, UnaryOperator<Object> conversion) {
        Table converted = newTable();
        forEachSlot(
                table,
                table::valueIn,
                (key, hash, its, value) -> put(converted, key, hash, its, conversion.apply(value)));
        return converted;
    }

    private interface SlotVisitor {
        void visit(Object key, int hash, Object namespace, Object value);
    }

    private static void forEachSlot(Table table, IntFunction<Object> valueIn, SlotVisitor visitor) {
        for (int slot = 0; slot <= table.capacity(); slot++) {
            if (table.holds(slot)) {
                visitor.visit(table.keyIn(slot), table.keyHashIn(slot), table.namespaceIn(slot), valueIn.apply(slot));
            }
        }
    }

    /** Puts a value; true if the key is new. */
    private static boolean put(Table table, Object key, int hash, Object namespace, Object value) {
        int slot = table.find(key, hash, namespace);
        if (slot < 0) {
            table.insert(~slot, key, hash, namespace, value);
            return true;
        }
        table.set(slot, value);
        return false;
    }

    /** Moves the contents of other tables of the same state and layout into these. */
    void take(StateTables others) {
        boolean longs = layout.division() == Namespaces.Kind.LONGS;
        others.slices.forEach((name, taken) -> {
            for (Table table : taken.tables) {
                if (table != null) {
                    forEachSlot(
                            table,
                            table::value,
                            (key, hash, its, value) -> restore(key, hash, longs ? name : its, value));
                }
            }
        });
    }

    private Slice sliceFor(long name) {
        return slices.computeIfAbsent(name, n -> new Slice(groups.count()));
    }

    private Table newTable() {
        boolean divided = layout.division() == Namespaces.Kind.OBJECTS;
        if (!longKeys || divided) {
            return new ObjectTable(divided, copier);
        }
        return holdsLongs() ? new LongTable() : new LongKeyTable(copier);
    }

    /** Whether the values are numbers that stand in the table itself: a boxed one is a cache miss for each access. */
    private boolean holdsLongs() {
        return switch (layout.kind()) {
            case VALUE, REDUCING, AGGREGATING -> layout.values().get(0).serializer() instanceof LongSerializer;
            case LIST, MAP, FOLDING, UNKNOWN -> false;
        };
    }

    // ---- the current namespace ----

    void at(long name) {
        if (slice == null || name != sliceName) {
            slice = slices.get(name);
            sliceName = name;
            forget();
        }
    }

    void in(Object newNamespace) {
        if (newNamespace != namespace) {
            namespace = newNamespace;
            forget();
        }
    }

    private void forget() {
        foundTurn = keys.turn() - 1;
    }

    // ---- the current key ----

    /** The current key's value, which may be modified in place; null if there is none. */
    Object get() {
        if (cleaner != null) {
            cleaner.run();
        }
        if (find() && foundAt >= 0) {
            return foundIn.value(foundAt);
        }
        ownKeys.checkAbsent(keys);
        return null;
    }

    /** Searches the slot of the current key; false when there is no table for it yet. */
    private boolean find() {
        Object key = keys.key();
        if (slice == null) {
            return false;
        }
        int hash = keys.hash();
        Table table = slice.tables[groups.of(hash, key)];
        if (table == null) {
            return false;
        }
        foundIn = table;
        foundAt = table.find(key, hash, namespace);
        foundTurn = keys.turn();
        return true;
    }

    /** @param value not null */
    void put(Object value) {
        if (cleaner != null) {
            cleaner.run();
        }
        if (foundTurn != keys.turn() && !find()) {
            begin();
        }
        if (foundAt >= 0) {
            foundIn.set(foundAt, value);
        } else {
            foundIn.insert(~foundAt, ownKeys.own(keys.key(), keys.hash()), keys.hash(), namespace, value);
            slice.size++;
            forget();
        }
    }

    private void begin() {
        if (slice == null) {
            slice = sliceFor(sliceName);
        }
        int index = groups.of(keys.hash(), keys.key());
        if (slice.tables[index] == null) {
            slice.tables[index] = newTable();
        }
        find();
    }

    void remove() {
        if ((foundTurn == keys.turn() || find()) && foundAt >= 0) {
            foundIn.remove(foundAt);
            shrunk(slice, sliceName);
        } else {
            ownKeys.checkAbsent(keys);
        }
    }

    private void shrunk(Slice smaller, long name) {
        forget();
        if (--smaller.size == 0 && layout.division() == Namespaces.Kind.LONGS) {
            slices.remove(name);
            if (smaller == slice) {
                slice = null;
            }
        }
    }

    /**
     * Prefetches the entries of these keys into the processor's caches, by independent loads that the processor
     * overlaps. Does nothing for small tables.
     */
    void expect(Object[] expected, int[] hashes, int count) {
        if (slice == null || slice.size < WORTH_EXPECTING || layout.division() == Namespaces.Kind.OBJECTS) {
            return;
        }
        Table[] all = slice.tables;
        int seen = 0;
        for (int i = 0; i < count; i++) {
            Table table = all[groups.of(hashes[i], expected[i])];
            if (table != null) {
                seen += table.touchHome(hashes[i]);
            }
        }
        if (!longKeys || !holdsLongs()) {
            for (int i = 0; i < count; i++) {
                Table table = all[groups.of(hashes[i], expected[i])];
                if (table != null) {
                    seen += table.touchValue(hashes[i]);
                }
            }
        }
        touched = seen;
    }

    // ---- all keys ----

    /** Removes a {@code long} namespace with all its keys. */
    void drop(long name) {
        slices.remove(name);
        if (sliceName == name) {
            slice = null;
            forget();
        }
    }

    /** Callback for a key with a value. */
    @FunctionalInterface
    interface Visitor {
        void visit(Object key, int hash, Object namespace) throws Exception;
    }

    /** Visits the keys of a {@code long} namespace, or of a state without such namespaces. */
    void forEach(long name, Visitor visitor) throws Exception {
        Slice visited = slices.get(name);
        if (visited == null) {
            return;
        }
        for (Table table : visited.tables) {
            if (table != null) {
                forEach(table, visitor);
            }
        }
    }

    /** The {@code long} namespaces that exist. */
    List<Long> sliceNames() {
        List<Long> names = new ArrayList<>(slices.keySet());
        names.sort(null);
        return names;
    }

    /** Collects the entries first, because the visitor may modify the table. */
    private static void forEach(Table table, Visitor visitor) throws Exception {
        int n = table.size();
        Object[] noted = new Object[2 * n];
        int[] hashes = new int[n];
        int at = 0;
        for (int slot = 0; slot <= table.capacity() && at < n; slot++) {
            if (table.holds(slot)) {
                noted[2 * at] = table.keyIn(slot);
                noted[2 * at + 1] = table.namespaceIn(slot);
                hashes[at++] = table.keyHashIn(slot);
            }
        }
        for (int i = 0; i < n; i++) {
            visitor.visit(noted[2 * i], hashes[i], noted[2 * i + 1]);
        }
    }

    // ---- expiry ----

    /** Enables incremental cleanup of expired values: a few with every access, and with every record if configured. */
    void expire(Expiry expiry) {
        StateTtlConfig.IncrementalCleanupStrategy cleanup =
                expiry.config().getCleanupStrategies().getIncrementalCleanupStrategy();
        if (cleanup == null) {
            return;
        }
        cleaner = () -> clean(cleanup.getCleanupSize(), expiry);
        if (cleanup.runCleanupForEveryRecord()) {
            keys.onEveryUse(cleaner);
        }
    }

    /** Position of the cleanup: slice, table and slot. */
    private long[] cleanedSlices = {};

    private int cleanedSlice;
    private int cleanedTable;
    private int cleanedSlot;

    /** Work that the cleanup did beyond its quota, to be deducted next time. */
    private int lookedAhead;

    /**
     * Checks some values, or parts of large ones, from where the last call stopped, and removes those that have
     * expired.
     */
    private void clean(int count, Expiry expiry) {
        if (lookedAhead >= count) {
            lookedAhead -= count;
            return;
        }
        int slots = 8 * count + 8;
        int looks = count - lookedAhead;
        lookedAhead = 0;
        long now = expiry.nowMs();
        while (looks > 0 && slots > 0) {
            Table table = tableToClean();
            if (table == null) {
                return;
            }
            while (looks > 0 && slots > 0 && cleanedSlot <= table.capacity()) {
                slots--;
                if (table.holds(cleanedSlot)) {
                    looks -= clean(table, looks, expiry, now);
                } else {
                    cleanedSlot++;
                }
            }
            if (cleanedSlot > table.capacity()) {
                cleanedSlot = 0;
                cleanedTable++;
            }
        }
        lookedAhead = Math.max(0, -looks);
    }

    /** Checks the value at the cleanup position; returns how much work that was. */
    private int clean(Table table, int looks, Expiry expiry, long now) {
        Object value = table.valueIn(cleanedSlot);
        int work = ValueKinds.weight(value);
        boolean isDone = true;
        Object left;
        if (value instanceof LargeMap) {
            LargeMap map = (LargeMap) table.value(cleanedSlot);
            isDone = map.clean(looks, each -> expiry.isExpired(expiry.lastUse(each), now));
            work = isDone ? work : looks;
            value = map;
            left = map.isEmpty() ? null : map;
        } else {
            left = ValueKinds.living(layout.kind(), value, expiry, now);
        }
        if (left == null) {
            table.remove(cleanedSlot);
            shrunk(slices.get(cleanedSlices[cleanedSlice]), cleanedSlices[cleanedSlice]);
            return work;
        }
        if (left != value) {
            table.setShared(cleanedSlot, left);
        }
        if (isDone) {
            cleanedSlot++;
        }
        return work;
    }

    /** The table at the cleanup position; null when there is none, or the cleanup starts over next time. */
    private Table tableToClean() {
        while (cleanedSlice < cleanedSlices.length) {
            Slice searched = slices.get(cleanedSlices[cleanedSlice]);
            while (searched != null && cleanedTable < searched.tables.length) {
                if (searched.tables[cleanedTable] != null) {
                    return searched.tables[cleanedTable];
                }
                cleanedTable++;
            }
            cleanedTable = 0;
            cleanedSlice++;
        }
        cleanedSlices = slices.keySet().stream().mapToLong(Long::longValue).toArray();
        cleanedSlice = 0;
        return null;
    }

    // ---- snapshots ----

    /** Snapshot of one key group, for one {@code long} namespace or a state without them. */
    record GroupCut(long slice, TableCut table) {}

    /** Takes a snapshot of all tables by key group; empty where there is nothing. */
    List<List<GroupCut>> cut(Moment now) {
        List<List<GroupCut>> cuts = new ArrayList<>(groups.count());
        for (int i = 0; i < groups.count(); i++) {
            List<GroupCut> ofGroup = List.of();
            for (Map.Entry<Long, Slice> entry : slices.entrySet()) {
                Table table = entry.getValue().tables[i];
                if (table != null && table.size() > 0) {
                    ofGroup = ofGroup.isEmpty() ? new ArrayList<>(slices.size()) : ofGroup;
                    ofGroup.add(new GroupCut(entry.getKey(), table.cut(now)));
                }
            }
            cuts.add(ofGroup);
        }
        return cuts;
    }

    /** Adds a restored entry. */
    void restore(Object key, int hash, Object itsNamespace, Object value) {
        long name = layout.division() == Namespaces.Kind.LONGS ? (Long) itsNamespace : 0;
        Slice target = sliceFor(name);
        int index = groups.of(hash, key);
        if (target.tables[index] == null) {
            target.tables[index] = newTable();
        }
        if (put(target.tables[index], key, hash, itsNamespace, value)) {
            target.size++;
        }
    }

    /** Removes all contents, which belong to a single key, and releases the memory. */
    void forgetKey() {
        if (layout.division() == Namespaces.Kind.LONGS) {
            slices.clear();
            slice = null;
        } else if (slice.size > 0) {
            Arrays.fill(slice.tables, null);
            slice.size = 0;
        }
        forget();
    }

    void clearAll() {
        slices.clear();
        Arrays.fill(cleanedSlices, 0);
        slice = null;
        forget();
    }
}
