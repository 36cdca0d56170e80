package dev.weft.state.rocksdb;

import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.ReadableConfig;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import dev.weft.engine.types.KeyGroupRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Keyed state of one operator instance in a RocksDB of its own. Restored states and timers exist before the program
 * declares them, and are saved again if it never does. Belongs to the thread of its task; snapshots are read by others.
 */
final class RocksKeyedState implements KeyedStateBackend {

    private static final long MOST_CLOCK_DIFFERENCE_MS = 60_000;

    private final KeyedStateSetup setup;
    private final Stores stores;
    private final Store store;
    private final CacheCut cut;
    private final int cutStep;
    private final StateContext context;
    private final NativeMetrics metrics;
    private final int mostTimers;
    private SavedSerializer<Object> keySerializer;
    private boolean closed;
    /** By name. Until a state is declared, there is one entry for each format that it was saved in. */
    private final Map<String, List<StateRows>> contents = new LinkedHashMap<>();

    private final Map<String, RocksState<?, ?>> states = new LinkedHashMap<>();
    private final Map<String, TimersLayout> savedTimers = new LinkedHashMap<>();
    private final Map<String, RocksTimers<?>> timers = new LinkedHashMap<>();
    private final SharedTables tables = new SharedTables();
    private final boolean incremental;
    private final int transfers;

    RocksKeyedState(
            KeyedStateSetup setup,
            ReadableConfig settings,
            RocksDbBackend.Limits limits,
            Stores stores,
            SlotMemory memory,
            Optional<RocksDBOptionsFactory> factory) {
        this.setup = setup;
        this.stores = stores;
        this.store = stores.main();
        this.cut = new CacheCut();
        this.cutStep = limits.cutStep();
        this.context = new StateContext(setup, memory, cut, (int)
                settings.get(RocksDbOptions.WRITE_BATCH).getBytes());
        this.keySerializer = SavedSerializer.of(setup.keyType().serializer());
        this.metrics = NativeMetrics.of(settings, factory, setup.host().metrics());
        this.incremental = settings.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS);
        this.transfers = settings.get(RocksDbOptions.TRANSFER_THREADS);
        this.mostTimers = settings.get(RocksDbOptions.TIMERS) == RocksDbOptions.TimerStore.HEAP
                ? Integer.MAX_VALUE
                : limits.timers();
    }

    /** Opens stores with the files of a former instance, of which only rows are copied. */
    interface Opener {
        Stores open(FilesRestore.Part part) throws IOException;
    }

    /** Restores what former instances have saved. */
    void restore(FilesRestore files, Opener opener) throws IOException {
        if (files.base().isPresent()) {
            keySerializer = files.keysOf(files.base().get());
            adopt(files.base().get());
        }
        for (FilesRestore.Part other : files.others()) {
            keySerializer = files.keysOf(other);
            Stores source = opener.open(other);
            try {
                copy(other, source.all());
            } finally {
                source.close();
            }
        }
        RocksRestore restore = new RocksRestore(setup, store, this::restoredContents, this::restoredTimers);
        for (KeyedPiece piece : setup.restored()) {
            KeyedPiece own = piece.restrictedTo(setup.groups());
            if (!own.groups().isEmpty() && !own.format().equals(StoredFiles.FORMAT)) {
                keySerializer = restore.read(own);
            }
        }
    }

    /** The stores were opened with these files: finds the states in them, and drops what belongs to other instances. */
    private void adopt(FilesRestore.Part base) {
        StoredFiles files = base.files();
        GroupRows rows = new GroupRows(setup.maxParallelism());
        KeyGroupRange before = new KeyGroupRange(
                files.groups().first(),
                Math.max(files.groups().first(), setup.groups().first()));
        KeyGroupRange behind = new KeyGroupRange(
                Math.min(files.groups().end(), setup.groups().end()),
                files.groups().end());
        List<Store> all = stores.all();
        for (int i = 0; i < files.places().size(); i++) {
            StoredFiles.Place place = files.places().get(i);
            StateLayout layout = files.header().states().get(i);
            Store of = all.get(place.store());
            StateRows found = new StateRows(of, of.column(place.column(), false), layout);
            found.restored(place.storedUpTo());
            contents.computeIfAbsent(layout.name(), name -> new ArrayList<>()).add(found);
            rows.deleteState(of, found.column(), before);
            rows.deleteState(of, found.column(), behind);
        }
        for (TimersLayout layout : files.header().timers()) {
            Column column = restoredTimers(layout);
            if (!before.isEmpty() || !behind.isEmpty()) {
                rows.keepTimers(store, column, setup.groups());
            }
        }
        tables.add(files.checkpointId(), FilesRestore.tables(base));
    }

    private void copy(FilesRestore.Part other, List<Store> from) {
        StoredFiles files = other.files();
        KeyGroupRange groups = other.piece().groups();
        GroupRows rows = new GroupRows(setup.maxParallelism());
        List<StateRows> targets = restoredContents(files.header().states());
        for (int i = 0; i < targets.size(); i++) {
            StoredFiles.Place place = files.places().get(i);
            StateRows target = targets.get(i);
            Store source = from.get(place.store());
            rows.copyState(source, source.column(place.column(), false), groups, target.store(), target.column());
            target.restored(place.storedUpTo());
        }
        Store main = from.get(StoredFiles.MAIN);
        for (TimersLayout layout : files.header().timers()) {
            Column source = main.column(RocksTimers.columnName(layout.name()), false);
            rows.copyTimers(main, source, groups, store, restoredTimers(layout));
        }
    }

    private Column restoredTimers(TimersLayout layout) {
        savedTimers.putIfAbsent(layout.name(), layout);
        return timerColumn(layout.name());
    }

    /** The rows for restored layouts, separate from those of the same state in other formats. */
    private List<StateRows> restoredContents(List<StateLayout> layouts) {
        Map<String, Boolean> columns = new LinkedHashMap<>();
        for (StateLayout layout : layouts) {
            int form = formOf(layout);
            if (form == contents.getOrDefault(layout.name(), List.of()).size()) {
                columns.put(StateRows.columnName(layout.name(), form), layout.kind() == StateDescriptor.Type.LIST);
            }
        }
        store.makeColumns(columns);
        List<StateRows> found = new ArrayList<>();
        for (StateLayout layout : layouts) {
            List<StateRows> ofName = contents.computeIfAbsent(layout.name(), name -> new ArrayList<>());
            int form = formOf(layout);
            if (form == ofName.size()) {
                ofName.add(newContents(layout, form));
            }
            found.add(ofName.get(form));
        }
        return found;
    }

    /** Number of the format in which a state was saved; the next number if it is new. */
    private int formOf(StateLayout layout) {
        List<StateRows> ofName = contents.getOrDefault(layout.name(), List.of());
        for (int form = 0; form < ofName.size(); form++) {
            if (ofName.get(form).layout().isWrittenLike(layout)) {
                return form;
            }
        }
        return ofName.size();
    }

    private StateRows newContents(StateLayout layout, int form) {
        String name = StateRows.columnName(layout.name(), form);
        return new StateRows(store, store.column(name, layout.kind() == StateDescriptor.Type.LIST), layout);
    }

    private Column timerColumn(String name) {
        return store.column(RocksTimers.columnName(name), false);
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
        RocksState<?, ?> known = states.get(spec.name());
        if (known == null) {
            cut.finish();
            known = declare(spec);
            states.put(spec.name(), known);
            metrics.show(known.store, known.column);
        }
        return (NamespacedState<S, N>) known;
    }

    private <N> RocksState<?, N> declare(StateSpec<?, N> spec) {
        StateLayout declared = StateLayout.of(spec);
        List<StateRows> saved = contents.getOrDefault(spec.name(), List.of());
        StateLayout now = declared;
        for (StateRows each : saved) {
            now = each.layout().succeededBy(declared);
        }
        StateRows rows = saved.isEmpty() ? newContents(declared, 0) : saved.get(0);
        boolean appended = now.kind() == StateDescriptor.Type.LIST;
        long nowMs = spec.expiry().map(Expiry::nowMs).orElse(0L);
        OptionalInt seconds = secondsToLive(spec.expiry());
        boolean rewritten =
                saved.size() > 1 || !saved.isEmpty() && new RowMigration(setup, rows.layout(), now, nowMs).isNeeded();
        Column.Form form = seconds.isEmpty()
                ? Column.Form.lasting(appended)
                : new Column.Form(appended, seconds.getAsInt(), compactedAfterSeconds(spec.expiry()));
        boolean stays = !rewritten && rows.column().form().equals(form);
        if (!stays && seconds.isPresent()) {
            Store expiring = expiringStore();
            String name = expiring.unusedName(StateRows.columnName(spec.name(), 0));
            Column to = expiring.expiringColumn(name, form);
            (saved.isEmpty() ? List.of(rows) : saved).forEach(each -> rewrite(each, declared, nowMs, expiring, to));
            rows.move(expiring, to);
        } else if (!stays) {
            Column to = store.column(store.unusedName("migrated." + spec.name()), appended);
            saved.forEach(each -> rewrite(each, declared, nowMs, store, to));
            rows.move(store, to);
        }
        saved.forEach(each -> rows.restored(each.storedUpTo()));
        rows.bind(now, spec.expiry());
        contents.put(spec.name(), new ArrayList<>(List.of(rows)));
        return made(spec, rows);
    }

    /** How old files with expiring rows may become before they are compacted. */
    private static long compactedAfterSeconds(Optional<Expiry> expiry) {
        return expiry.orElseThrow()
                .config()
                .getCleanupStrategies()
                .getRocksdbCompactFilterCleanupStrategy()
                .getPeriodicCompactionTime()
                .toSeconds();
    }

    /** Migrates rows into another column in the declared format, and drops the old column. */
    private void rewrite(StateRows rows, StateLayout declared, long nowMs, Store target, Column to) {
        StateLayout saved = rows.layout();
        StateLayout now = saved.succeededBy(declared);
        new RowMigration(setup, saved, now, nowMs).run(rows, target, to);
        rows.store().drop(rows.column());
    }

    private Store expiringStore() {
        try {
            return stores.expiring();
        } catch (IOException e) {
            throw new UncheckedIOException("no store for state with a time to live can be opened", e);
        }
    }

    /**
     * Time after which RocksDB may drop a row; empty when it must keep rows for ever. RocksDB compares the machine's
     * clock with the time when a row was written, which is not before the last use of its contents: it drops nothing
     * that is alive, provided that the expiry uses the same clock.
     */
    private static OptionalInt secondsToLive(Optional<Expiry> expiry) {
        if (expiry.isEmpty()
                || !expiry.get().config().getCleanupStrategies().inRocksdbCompactFilter()
                || Math.abs(expiry.get().nowMs() - System.currentTimeMillis()) > MOST_CLOCK_DIFFERENCE_MS) {
            return OptionalInt.empty();
        }
        long seconds = expiry.get().config().getTimeToLive().toSeconds() + 2;
        return seconds < Integer.MAX_VALUE ? OptionalInt.of((int) seconds) : OptionalInt.empty();
    }

    @SuppressWarnings("unchecked") // the descriptor's type says which it is, and its serializers are of its types
    private <N> RocksState<?, N> made(StateSpec<?, N> spec, StateRows rows) {
        StateDescriptor<?, ?> descriptor = spec.descriptor();
        Namespaces<N> namespaces = new Namespaces<>(spec.namespaces().kind(), (TypeSerializer<N>)
                rows.layout().namespace().serializer());
        TypeSerializer<Object> values =
                (TypeSerializer<Object>) rows.layout().values().get(0).serializer();
        return switch (descriptor.getType()) {
            case VALUE ->
                new SingleState.OfValue<>(context, rows, namespaces, values, (StateDescriptor<?, Object>) descriptor);
            case REDUCING ->
                new SingleState.OfReduced<>(
                        context,
                        rows,
                        namespaces,
                        values,
                        ((ReducingStateDescriptor<Object>) descriptor).getReduceFunction());
            case AGGREGATING ->
                new SingleState.OfAggregated<>(
                        context,
                        rows,
                        namespaces,
                        values,
                        ((AggregatingStateDescriptor<Object, Object, Object>) descriptor).getAggregateFunction());
            case LIST -> new RocksListState<>(context, rows, namespaces, values);
            case MAP ->
                new RocksMapState<>(context, rows, namespaces, values, (TypeSerializer<Object>)
                        rows.layout().values().get(1).serializer());
            case FOLDING, UNKNOWN ->
                throw new IllegalArgumentException(
                        "state '" + spec.name() + "' is of a kind that there is no more: " + descriptor.getType());
        };
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one queue; its users agree about the types
    public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
        RocksTimers<?> known = timers.get(name);
        if (known == null) {
            cut.finish();
            known = declare(name, namespaces);
            timers.put(name, known);
            metrics.show(store, known.column());
        }
        return (TimerQueue<N>) known;
    }

    @SuppressWarnings("unchecked") // a successor's serializer is of the same type
    private <N> RocksTimers<N> declare(String name, Namespaces<N> namespaces) {
        TimersLayout declared = TimersLayout.of(name, namespaces);
        TimersLayout saved = savedTimers.get(name);
        TimersLayout now = saved == null ? declared : saved.succeededBy(declared);
        savedTimers.put(name, now);
        Namespaces<N> bound = new Namespaces<>(
                namespaces.kind(), (TypeSerializer<N>) now.namespace().serializer());
        return new RocksTimers<>(setup, store, timerColumn(name), bound, cut, mostTimers, saved != null);
    }

    @Override
    public KeyedSnapshot snapshot() {
        return cut(this::rowsOfStores);
    }

    @Override
    public KeyedSnapshot snapshot(SnapshotOrder order) {
        return order.portable() || !incremental ? snapshot() : cut(() -> filesOfStores(order));
    }

    /** Cuts the caches; few changes are written at once, many by steps of the task's thread. */
    private KeyedSnapshot cut(Supplier<KeyedSnapshot> ofStores) {
        Optional<Executor> task = setup.host().taskThread();
        states.values().forEach(RocksState::endWalks);
        timers.values().forEach(RocksTimers::flush);
        StepwiseSnapshot snapshot = new StepwiseSnapshot(cut, ofStores, task.orElse(Runnable::run), cutStep);
        cut.begin(snapshot);
        if (task.isPresent()) {
            cut.step(cutStep);
        } else {
            cut.finish();
        }
        snapshot.check();
        return snapshot;
    }

    private KeyedSnapshot filesOfStores(SnapshotOrder order) {
        RocksSnapshot rows = rowsOfStores();
        try {
            List<StoredFiles.Place> places = new ArrayList<>();
            contents.values().stream().flatMap(List::stream).forEach(each -> places.add(placeOf(each)));
            List<FilesSnapshot.Part> parts = new ArrayList<>();
            for (Store each : stores.all()) {
                parts.add(new FilesSnapshot.Part(each.cut(stores.links()), each.forms()));
            }
            return new FilesSnapshot(order, setup, rows, places, parts, tables, transfers);
        } catch (Throwable t) {
            rows.close();
            throw t;
        }
    }

    private StoredFiles.Place placeOf(StateRows rows) {
        RocksState<?, ?> declared = states.get(rows.layout().name());
        return new StoredFiles.Place(
                rows.store() == store ? StoredFiles.MAIN : StoredFiles.EXPIRING,
                rows.column().name(),
                declared == null ? rows.storedUpTo() : declared.front.rowsUpTo());
    }

    private RocksSnapshot rowsOfStores() {
        List<RocksSnapshot.States> stateRows = new ArrayList<>();
        for (StateRows each : contents.values().stream().flatMap(List::stream).toList()) {
            Optional<Expiry> leavingOut = each.expiry()
                    .filter(it -> it.config().getCleanupStrategies().inFullSnapshot());
            stateRows.add(new RocksSnapshot.States(
                    each.store(), each.column(), each.layout().duplicate(), leavingOut));
        }
        List<RocksSnapshot.Timers> timerRows = new ArrayList<>();
        savedTimers.forEach((name, layout) ->
                timerRows.add(new RocksSnapshot.Timers(store, timerColumn(name), layout.duplicate())));
        PortableHeader header = new PortableHeader(
                keySerializer.duplicate(),
                stateRows.stream().map(RocksSnapshot.States::layout).toList(),
                timerRows.stream().map(RocksSnapshot.Timers::layout).toList());
        return new RocksSnapshot(setup, header, stateRows, timerRows);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        states.values().forEach(RocksState::close);
        stores.close();
    }
}
