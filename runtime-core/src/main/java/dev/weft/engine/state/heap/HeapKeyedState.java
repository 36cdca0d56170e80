package dev.weft.engine.state.heap;

import dev.weft.api.common.state.State;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.heap.TableCut.Moment;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.OwnKeys;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keyed state of one operator instance on the heap. Restored states and timers exist before the program declares them,
 * and are saved again if it never does. Belongs to the thread of its task.
 */
final class HeapKeyedState implements KeyedStateBackend {

    private final KeyedStateSetup setup;
    private final GroupIndex groups;
    /** By name. Until a state is declared, there is one entry for each format that it was saved in. */
    private final Map<String, List<StateTables>> tables = new LinkedHashMap<>();

    private final Map<String, HeapState<?, ?>> states = new LinkedHashMap<>();
    private final Map<String, HeapTimers<?>> timers = new LinkedHashMap<>();
    private final Map<String, HeapTimers<?>> declaredTimers = new LinkedHashMap<>();
    private final Map<String, Expiry> expiries = new LinkedHashMap<>();
    private final OwnKeys ownKeys;
    private SavedSerializer<Object> keySerializer;
    private StateTables[] expecting = {};
    private Moment lastCut = Moment.NEVER;

    HeapKeyedState(KeyedStateSetup setup) throws IOException {
        this.setup = setup;
        this.groups = new GroupIndex(setup.groups(), setup.maxParallelism());
        this.ownKeys = new OwnKeys(setup.keyType().serializer(), setup.keyType().hasher());
        this.keySerializer = SavedSerializer.of(setup.keyType().serializer());
        new HeapRestore(setup, this).read();
    }

    /** Accepts restored keys with this serializer; returns one that reads them as keys of the program. */
    TypeSerializer<Object> succeed(SavedSerializer<Object> restoredKey) {
        keySerializer = restoredKey.succeededBy(
                setup.keyType().serializer(), "the keys of " + setup.host().describe());
        return restoredKey.readerFor(keySerializer);
    }

    /** The tables for restored entries of a layout, separate from those of the same state in other formats. */
    StateTables restoredTables(StateLayout layout) {
        List<StateTables> ofName = tables.computeIfAbsent(layout.name(), name -> new ArrayList<>());
        for (StateTables each : ofName) {
            if (each.layout().isWrittenLike(layout)) {
                return each;
            }
        }
        ofName.add(newTables(layout));
        return ofName.get(ofName.size() - 1);
    }

    private Stream<StateTables> allTables() {
        return tables.values().stream().flatMap(List::stream);
    }

    private StateTables newTables(StateLayout layout) {
        return new StateTables(setup.keys(), groups, setup.keyType().serializer(), ownKeys, layout);
    }

    HeapTimers<?> restoredTimers(TimersLayout layout) {
        return timers.computeIfAbsent(layout.name(), name -> new HeapTimers<>(setup.keys(), groups, ownKeys, layout));
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
        return (NamespacedState<S, N>) states.computeIfAbsent(spec.name(), name -> declare(spec));
    }

    private <S extends State, N> HeapState<S, N> declare(StateSpec<S, N> spec) {
        StateLayout layout = StateLayout.of(spec);
        List<StateTables> restored = tables.getOrDefault(spec.name(), List.of());
        restored.forEach(each -> each.layout().succeededBy(layout));
        long nowMs = spec.expiry().map(Expiry::nowMs).orElse(0L);
        restored.forEach(each -> each.bind(layout, nowMs));
        StateTables own = restored.isEmpty() ? newTables(layout) : restored.get(0);
        restored.stream().skip(1).forEach(own::take);
        tables.put(spec.name(), new ArrayList<>(List.of(own)));
        expecting = allTables().toArray(StateTables[]::new);
        spec.expiry().ifPresent(expiry -> {
            own.expire(expiry);
            expiries.put(spec.name(), expiry);
        });
        return HeapState.of(spec, own, setup.keys());
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one queue; its users agree about the types
    public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
        return (TimerQueue<N>) declaredTimers.computeIfAbsent(name, n -> declare(n, namespaces));
    }

    private HeapTimers<?> declare(String name, Namespaces<?> namespaces) {
        TimersLayout layout = TimersLayout.of(name, namespaces);
        HeapTimers<?> restored = timers.get(name);
        if (restored != null) {
            restored.bind(layout);
            return restored;
        }
        HeapTimers<?> made = new HeapTimers<>(setup.keys(), groups, ownKeys, layout);
        timers.put(name, made);
        return made;
    }

    @Override
    public void expect(Object[] keys, int[] hashes, int count) {
        for (StateTables each : expecting) {
            each.expect(keys, hashes, count);
        }
    }

    @Override
    public void forgetKey() {
        allTables().forEach(StateTables::forgetKey);
    }

    @Override
    public KeyedSnapshot snapshot() {
        Moment now = new Moment(lastCut.areAllOver() ? Moment.NEVER : lastCut);
        lastCut = now;
        List<HeapSnapshot.StateCut> stateCuts = new ArrayList<>();
        List<StateLayout> layouts = new ArrayList<>();
        for (StateTables each : allTables().toList()) {
            StateLayout layout = each.layout().duplicate();
            layouts.add(layout);
            Optional<Expiry> expiry = Optional.ofNullable(expiries.get(layout.name()))
                    .filter(e -> e.config().getCleanupStrategies().inFullSnapshot());
            stateCuts.add(new HeapSnapshot.StateCut(layout, expiry, each.cut(now)));
        }
        List<HeapSnapshot.TimersCut> timerCuts = new ArrayList<>();
        List<TimersLayout> timerLayouts = new ArrayList<>();
        for (HeapTimers<?> each : timers.values()) {
            timerLayouts.add(each.layout().duplicate());
            timerCuts.add(new HeapSnapshot.TimersCut(timerLayouts.get(timerLayouts.size() - 1), each.cut(now)));
        }
        return new HeapSnapshot(
                now,
                setup.groups(),
                new PortableHeader(keySerializer.duplicate(), layouts, timerLayouts),
                stateCuts,
                timerCuts);
    }

    @Override
    public void close() {
        allTables().forEach(StateTables::clearAll);
        tables.clear();
        expecting = new StateTables[0];
        states.clear();
        timers.clear();
        declaredTimers.clear();
    }
}
