package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Contract test of state migration: a newer program declares state with other types, on every backend. Subclasses name
 * the backend's factory.
 */
public abstract class ChangedTypesContract {
    private static final int KEYS = 200;
    private static final int GROUPS = 4;

    private KeyContext keys;
    private KeyHasher hasher;
    private KeyedStateBackend backend;

    protected abstract StateBackendFactory backend();

    @AfterEach
    void close() {
        if (backend != null) {
            backend.close();
        }
    }

    // ---- programs ----

    /** Begins a program with these classes and what was saved. */
    private void open(ClassLoader classes, TypeInformation<?> keyType, KeyGroupRange groups, List<KeyedPiece> restored)
            throws Exception {
        keys = new KeyContext();
        hasher = KeyHasher.of(keyType);
        backend = backend()
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType(serializer(keyType), hasher),
                        groups,
                        GROUPS,
                        new FakeStateHost("'op' (1/1)", classes, new NoMetrics()),
                        restored));
    }

    private void open(ClassLoader classes, List<KeyedPiece> restored) throws Exception {
        open(classes, Types.STRING, new KeyGroupRange(0, GROUPS), restored);
    }

    private void open(List<KeyedPiece> restored) throws Exception {
        open(getClass().getClassLoader(), restored);
    }

    @SuppressWarnings("unchecked") // keys are objects to the engine
    private static TypeSerializer<Object> serializer(TypeInformation<?> type) {
        return (TypeSerializer<Object>)
                (TypeSerializer<?>) type.createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private <S extends State, N> NamespacedState<S, N> state(StateDescriptor<S, ?> descriptor, Namespaces<N> by) {
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return backend.state(new StateSpec<>(descriptor, by, Optional.empty()));
    }

    private <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        return state(descriptor, Namespaces.NONE).undivided();
    }

    private void useKey(Object key) {
        keys.use(key, hasher.hash(key));
    }

    private void use(int key) {
        useKey("key" + key);
    }

    /** Ends the program. */
    private List<KeyedPiece> saved() throws Exception {
        try (KeyedSnapshot snapshot = backend.snapshot()) {
            return List.of(snapshot.write(new MemorySnapshotStore()));
        } finally {
            backend.close();
        }
    }

    // ---- numbers ----

    @Test
    void numbersWidenInEveryKindOfState() throws Exception {
        open(List.of());
        ValueState<Integer> value = state(new ValueStateDescriptor<>("value", Types.INT));
        ListState<Short> list = state(new ListStateDescriptor<>("list", Types.SHORT));
        MapState<Byte, Float> map = state(new MapStateDescriptor<>("map", Types.BYTE, Types.FLOAT));
        ReducingState<Integer> sum = state(new ReducingStateDescriptor<>("sum", Integer::sum, Types.INT));
        for (int key = 0; key < KEYS; key++) {
            use(key);
            value.update(key);
            list.update(List.of((short) key, (short) -key));
            map.put((byte) 1, 0.5f * key);
            map.put((byte) 2, null);
            sum.add(key);
        }
        for (int restores = 0; restores < 2; restores++) {
            List<KeyedPiece> pieces = saved();
            open(pieces);
            ValueState<Long> wideValue = state(new ValueStateDescriptor<>("value", Types.LONG));
            ListState<Double> wideList = state(new ListStateDescriptor<>("list", Types.DOUBLE));
            MapState<Integer, Double> wideMap = state(new MapStateDescriptor<>("map", Types.INT, Types.DOUBLE));
            ReducingState<Long> wideSum = state(new ReducingStateDescriptor<>("sum", Long::sum, Types.LONG));
            for (int key = 0; key < KEYS; key++) {
                use(key);
                assertThat(wideValue.value()).isEqualTo(key);
                assertThat(wideList.get()).containsExactly((double) key, (double) -key);
                Map<Integer, Double> entries = new HashMap<>();
                wideMap.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
                assertThat(entries)
                        .containsEntry(1, 0.5 * key)
                        .containsEntry(2, null)
                        .hasSize(2);
                wideSum.add(1L);
                assertThat(wideSum.get()).isEqualTo(key + 1 + restores);
            }
        }
    }

    @Test
    void numbersWidenInWindowsToo() throws Exception {
        Namespaces<String> windows = new Namespaces<>(
                Namespaces.Kind.OBJECTS, Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig()));
        open(List.of());
        NamespacedState<ListState<Integer>, Long> slices =
                state(new ListStateDescriptor<>("slices", Types.INT), Namespaces.LONGS);
        NamespacedState<ValueState<Integer>, String> sessions =
                state(new ValueStateDescriptor<>("sessions", Types.INT), windows);
        for (int key = 0; key < KEYS; key++) {
            use(key);
            slices.at(key % 3 - 1).add(key);
            sessions.in("w" + key % 3).update(key);
        }
        List<KeyedPiece> pieces = saved();
        open(pieces);
        NamespacedState<ListState<Long>, Long> wideSlices =
                state(new ListStateDescriptor<>("slices", Types.LONG), Namespaces.LONGS);
        NamespacedState<ValueState<Long>, String> wideSessions =
                state(new ValueStateDescriptor<>("sessions", Types.LONG), windows);
        for (int key = 0; key < KEYS; key++) {
            use(key);
            assertThat(wideSlices.at(key % 3 - 1).get()).containsExactly((long) key);
            assertThat(wideSlices.at(key % 3).get()).isEmpty();
            assertThat(wideSessions.in("w" + key % 3).value()).isEqualTo(key);
            wideSessions.in("other").update(1L);
        }
        List<Object> visited = new ArrayList<>();
        wideSlices.forEachKey(-1L, visited::add);
        assertThat(visited).hasSize((KEYS + 2) / 3).doesNotHaveDuplicates();
    }

    // ---- classes ----

    private static CompiledClasses event(String fields) {
        return CompiledClasses.of(Map.of("Event", "public class Event { " + fields + " }"));
    }

    private static final String OLD = "public int id; public String name; public Long gone;";
    private static final String NEW = "public long id; public String name; public double added = 1.5;";

    private static Object made(CompiledClasses classes, int id) throws Exception {
        Object event = classes.type("Event").getConstructor().newInstance();
        event.getClass().getField("id").set(event, id);
        event.getClass().getField("name").set(event, "n" + id);
        return event;
    }

    private static void assertNew(Object event, int id) throws Exception {
        assertThat(event.getClass().getField("id").get(event)).isEqualTo((long) id);
        assertThat(event.getClass().getField("name").get(event)).isEqualTo("n" + id);
        assertThat(event.getClass().getField("added").get(event)).isEqualTo(1.5);
    }

    /** The states of a program with a class of its own. */
    private record Events(
            ValueState<Object> value,
            ListState<Object> list,
            MapState<String, Object> map,
            AggregatingState<Object, Object> last) {}

    /** Keeps the last event. */
    private static final class Last implements AggregateFunction<Object, Object, Object> {
        private static final long serialVersionUID = 1L;

        private final transient Class<?> type;

        Last(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object createAccumulator() {
            try {
                return type.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Object add(Object value, Object accumulator) {
            return value;
        }

        @Override
        public Object getResult(Object accumulator) {
            return accumulator;
        }

        @Override
        public Object merge(Object one, Object other) {
            return other;
        }
    }

    private Events events(CompiledClasses classes) throws Exception {
        TypeInformation<Object> type = TypeExtractor.createTypeInfo(classes.type("Event"));
        return new Events(
                state(new ValueStateDescriptor<>("value", type)),
                state(new ListStateDescriptor<>("list", type)),
                state(new MapStateDescriptor<>("map", Types.STRING, type)),
                state(new AggregatingStateDescriptor<>("last", new Last(classes.type("Event")), type)));
    }

    private List<KeyedPiece> savedEvents(CompiledClasses classes) throws Exception {
        open(classes, List.of());
        fill(events(classes), classes);
        return saved();
    }

    private void fill(Events events, CompiledClasses classes) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            use(key);
            events.value().update(made(classes, key));
            events.list().add(made(classes, key));
            events.list().add(made(classes, key + 1));
            events.map().put("a", made(classes, key));
            events.map().put("none", null);
            events.last().add(made(classes, key));
        }
    }

    private void assertNew(Events events) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            use(key);
            assertNew(events, key);
        }
    }

    private static void assertNew(Events events, int key) throws Exception {
        assertNew(events.value().value(), key);
        List<Object> elements = new ArrayList<>();
        events.list().get().forEach(elements::add);
        assertThat(elements).hasSize(2);
        assertNew(elements.get(0), key);
        assertNew(elements.get(1), key + 1);
        assertNew(events.map().get("a"), key);
        assertThat(events.map().contains("none")).isTrue();
        assertThat(events.map().get("none")).isNull();
        assertNew(events.last().get(), key);
    }

    @Test
    void fieldsOfAClassComeGoAndWidenInEveryKindOfState() throws Exception {
        List<KeyedPiece> pieces = savedEvents(event(OLD));
        CompiledClasses now = event(NEW);
        for (int restores = 0; restores < 2; restores++) {
            open(now, pieces);
            assertNew(events(now));
            pieces = saved();
        }
    }

    @Test
    void stateThatIsNotDeclaredIsKeptAsItIsAlthoughItsClassHasChanged() throws Exception {
        List<KeyedPiece> pieces = savedEvents(event(OLD));
        open(event("public String name;"), pieces);
        pieces = saved();
        CompiledClasses now = event(NEW);
        open(now, pieces);
        assertNew(events(now));
    }

    @Test
    void stateThatIsNotDeclaredIsKeptAlthoughItsClassIsGone() throws Exception {
        List<KeyedPiece> pieces = savedEvents(event(OLD));
        open(pieces);
        state(new ValueStateDescriptor<>("other", Types.LONG));
        pieces = saved();
        CompiledClasses now = event(NEW);
        open(now, pieces);
        assertNew(events(now));
    }

    @Test
    void instancesThatHaveSavedOlderAndNewerFormsOfAStateAreRestoredTogether() throws Exception {
        CompiledClasses before = event(OLD);
        CompiledClasses now = event(NEW);
        KeyGroupRange[] halves = {new KeyGroupRange(0, GROUPS / 2), new KeyGroupRange(GROUPS / 2, GROUPS)};
        List<KeyedPiece> pieces = savedEvents(before);
        List<KeyedPiece> mixed = new ArrayList<>();
        for (KeyGroupRange half : halves) {
            open(now, Types.STRING, half, pieces);
            if (half == halves[0]) {
                events(now);
            }
            mixed.addAll(saved());
        }
        for (int restores = 0; restores < 2; restores++) {
            open(now, mixed);
            mixed = saved();
        }
        open(now, mixed);
        assertNew(events(now));
        pieces = saved();
        open(now, pieces);
        assertNew(events(now));
    }

    @Test
    void aSnapshotIsWrittenAsItWasCutAlthoughTheStateIsDeclaredMeanwhile() throws Exception {
        List<KeyedPiece> pieces = savedEvents(event(OLD));
        CompiledClasses now = event(NEW);
        open(now, pieces);
        try (KeyedSnapshot snapshot = backend.snapshot()) {
            Events events = events(now);
            for (int key = 0; key < KEYS; key++) {
                use(key);
                events.value().clear();
                events.list().add(made2(now));
                events.map().put("b", made2(now));
            }
            pieces = List.of(snapshot.write(new MemorySnapshotStore()));
        }
        backend.close();
        open(now, pieces);
        assertNew(events(now));
    }

    private static Object made2(CompiledClasses classes) throws Exception {
        return classes.type("Event").getConstructor().newInstance();
    }

    // ---- what cannot be ----

    @Test
    void stateOfAnotherTypeIsRefusedWithTheReason() throws Exception {
        open(List.of());
        ValueState<String> text = state(new ValueStateDescriptor<>("value", Types.STRING));
        use(1);
        text.update("x");
        open(saved());
        assertThatThrownBy(() -> state(new ValueStateDescriptor<>("value", Types.INT)))
                .hasMessageContaining("state 'value' cannot be read by the program as it is now: it was written as")
                .hasMessageContaining("StringSerializer")
                .hasMessageContaining("give the state another name");
        assertThatThrownBy(() -> state(new ListStateDescriptor<>("value", Types.STRING)))
                .hasMessageContaining("state 'value' was saved as VALUE and is declared as LIST");
        assertThatThrownBy(() -> state(new ValueStateDescriptor<>("value", Types.STRING), Namespaces.LONGS))
                .hasMessageContaining("state 'value' was saved per key and is declared per key and window");
        ValueState<String> same = state(new ValueStateDescriptor<>("value", Types.STRING));
        use(1);
        assertThat(same.value()).isEqualTo("x");
    }

    @Test
    void aFieldOfAnotherTypeIsRefusedByItsName() throws Exception {
        List<KeyedPiece> pieces = savedEvents(event(OLD));
        CompiledClasses now = event("public int id; public int name;");
        open(now, pieces);
        assertThatThrownBy(() -> events(now))
                .hasMessageContaining("state 'value' cannot be read by the program as it is now")
                .hasMessageContaining("field 'name' of Event");
    }

    @Test
    void keysOfAnotherTypeAreRefusedUnlessTheyAreTheSameKeys() throws Exception {
        open(getClass().getClassLoader(), Types.INT, new KeyGroupRange(0, GROUPS), List.of());
        ValueState<Integer> value = state(new ValueStateDescriptor<>("value", Types.INT));
        for (int key = 0; key < KEYS; key++) {
            useKey(key);
            value.update(key);
        }
        List<KeyedPiece> pieces = saved();
        assertThatThrownBy(() -> open(pieces))
                .hasMessageContaining("the keys of 'op' (1/1) cannot be read by the program as it is now")
                .hasMessageContaining("IntSerializer");
        open(getClass().getClassLoader(), Types.LONG, new KeyGroupRange(0, GROUPS), pieces);
        value = state(new ValueStateDescriptor<>("value", Types.INT));
        for (int key = 0; key < KEYS; key++) {
            useKey((long) key);
            assertThat(value.value()).isEqualTo(key);
        }
    }

    @Test
    void keysWhoseHashIsAnotherAreRefused() throws Exception {
        open(getClass().getClassLoader(), Types.INT, new KeyGroupRange(0, GROUPS), List.of());
        ValueState<Integer> value = state(new ValueStateDescriptor<>("value", Types.INT));
        for (int key = -KEYS; key < 0; key++) {
            useKey(key);
            value.update(key);
        }
        List<KeyedPiece> pieces = saved();
        assertThatThrownBy(() -> open(getClass().getClassLoader(), Types.LONG, new KeyGroupRange(0, GROUPS), pieces))
                .hasMessageContaining("of class java.lang.Long was saved in key group")
                .hasMessageContaining("its type has changed");
    }
}
