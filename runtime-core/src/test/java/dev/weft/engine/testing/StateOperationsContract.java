package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Contract test of each operation of keyed state, including edge cases: the same on every backend, with a time to live
 * and without. Subclasses name the backend's factory.
 */
public abstract class StateOperationsContract {

    private static final int MAX_PARALLELISM = 4;
    private static final TypeInformation<Tuple2<String, Integer>> PAIR = TypeInformation.of(new TypeHint<>() {});
    private static final int[] MAP_SIZES = {1, 3, 300, 700, 3000};

    private final List<OperatorState> open = new ArrayList<>();

    protected abstract StateBackendFactory backend();

    /** How many random steps a run takes. */
    protected int steps() {
        return 3000;
    }

    @AfterEach
    void close() {
        open.forEach(OperatorState::close);
    }

    /** States of every kind, with the key that is current. */
    private record Handles(
            KeyedStates keyed,
            KeyHasher hasher,
            ValueState<String> value,
            ListState<String> list,
            MapState<String, Long> map,
            ReducingState<Long> sum,
            AggregatingState<String, Integer> lengths) {

        void use(Object key) {
            keyed.use(key, hasher.hash(key));
        }

        Map<String, Long> mapped() throws Exception {
            Map<String, Long> all = new TreeMap<>();
            for (Map.Entry<String, Long> entry : map.entries()) {
                assertThat(all.put(entry.getKey(), entry.getValue())).isNull();
            }
            return all;
        }

        List<String> listed() throws Exception {
            List<String> all = new ArrayList<>();
            list.get().forEach(all::add);
            return all;
        }

        /** Fills the map. */
        Map<String, Long> fill(int size) throws Exception {
            Map<String, Long> all = new TreeMap<>();
            for (long i = 0; i < size; i++) {
                all.put("k" + i, i);
            }
            map.putAll(all);
            return all;
        }
    }

    private interface Body {
        void run(Handles state) throws Exception;
    }

    /** Runs a test with states that live for ever, and with states that could expire. */
    private void withBoth(Body body) throws Exception {
        for (boolean expires : new boolean[] {false, true}) {
            Handles handles = open(Types.STRING, expires);
            handles.use("key");
            body.run(handles);
        }
    }

    private Handles open(TypeInformation<?> keyType, boolean expires) throws Exception {
        FakeStateHost host = new FakeStateHost("'op' (1/1)", getClass().getClassLoader(), new NoMetrics(), () -> 1000);
        OperatorState state = OperatorState.keyed(
                new OperatorState.Source(backend(), host, new ExecutionConfig(), OperatorPieces.NONE),
                new OperatorState.Keys(keyType, new KeyGroupRange(0, MAX_PARALLELISM), MAX_PARALLELISM));
        open.add(state);
        KeyedStates keyed = state.keyed();
        return new Handles(
                keyed,
                KeyHasher.of(keyType),
                keyed.getState(living(new ValueStateDescriptor<>("value", Types.STRING), expires)),
                keyed.getListState(living(new ListStateDescriptor<>("list", Types.STRING), expires)),
                keyed.getMapState(living(new MapStateDescriptor<>("map", Types.STRING, Types.LONG), expires)),
                keyed.getReducingState(
                        living(new ReducingStateDescriptor<>("sum", new SumOrNull(), Types.LONG), expires)),
                keyed.getAggregatingState(living(
                        new AggregatingStateDescriptor<>(
                                "lengths", new StateMachine.Lengths(), TypeInformation.of(int[].class)),
                        expires)));
    }

    private static <D extends StateDescriptor<?, ?>> D living(D descriptor, boolean expires) {
        if (expires) {
            descriptor.enableTimeToLive(
                    StateTtlConfig.newBuilder(Duration.ofHours(1)).build());
        }
        return descriptor;
    }

    /** Adds up, but for 13, which no sum likes. */
    private static final class SumOrNull implements ReduceFunction<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long reduce(Long one, Long other) {
            return other == 13 ? null : (Long) (one + other);
        }
    }

    // ---- lists ----

    @Test
    void aListIsSeenAsItWasWhenItWasAskedFor() throws Exception {
        withBoth(state -> {
            state.list().addAll(List.of("a", "b"));
            for (String element : state.list().get()) {
                state.list().add(element + "!");
            }
            assertThat(state.listed()).containsExactly("a", "b", "a!", "b!");
            Iterable<String> before = state.list().get();
            state.list().update(List.of("c"));
            assertThat(before).containsExactly("a", "b", "a!", "b!");
            state.list().clear();
            assertThat(before).containsExactly("a", "b", "a!", "b!");
            assertThat(state.list().get()).isEmpty();
        });
    }

    @Test
    void theIteratorOfAListRefusesToRemoveSinceThatWouldNotReachTheState() throws Exception {
        withBoth(state -> {
            state.list().add("a");
            Iterator<String> elements = state.list().get().iterator();
            elements.next();
            assertThatThrownBy(elements::remove)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("update(...)");
            assertThat(state.listed()).containsExactly("a");
            assertThatThrownBy(elements::next).isInstanceOf(NoSuchElementException.class);
        });
    }

    @Test
    void whatAListStateGivesIsAListOfTheCallersOwn() throws Exception {
        withBoth(state -> {
            List<String> none = (List<String>) state.list().get();
            none.add("x");
            assertThat(none).containsExactly("x");
            assertThat(state.list().get()).isEmpty();
            state.list().addAll(List.of("c", "a", "b"));
            List<String> own = (List<String>) state.list().get();
            own.sort(null);
            own.removeIf("b"::equals);
            own.add("d");
            own.set(0, "A");
            own.remove("c");
            assertThat(own).containsExactly("A", "d");
            assertThat(state.listed()).containsExactly("c", "a", "b");
            state.list().update(own);
            own.clear();
            assertThat(state.listed()).containsExactly("A", "d");
            state.list().addAll((List<String>) state.list().get());
            assertThat(state.listed()).containsExactly("A", "d", "A", "d");
        });
    }

    // ---- nulls ----

    @Test
    void aNullIsRefusedBeforeAnythingIsChanged() throws Exception {
        withBoth(state -> {
            state.list().add("a");
            state.sum().add(1L);
            state.lengths().add("four");
            state.map().put("k", 1L);
            Map<String, Long> withNull = new HashMap<>();
            withNull.put("other", 2L);
            withNull.put(null, 3L);
            refuses(() -> state.list().add(null));
            refuses(() -> state.list().addAll(Arrays.asList("b", null)));
            refuses(() -> state.list().addAll(null));
            refuses(() -> state.list().update(Arrays.asList("b", null)));
            refuses(() -> state.list().update(null));
            refuses(() -> state.sum().add(null));
            refuses(() -> state.sum().add(13L));
            refuses(() -> state.lengths().add(null));
            refuses(() -> state.map().put(null, 1L));
            refuses(() -> state.map().putAll(withNull));
            refuses(() -> state.map().putAll(null));
            assertThat(state.listed()).containsExactly("a");
            assertThat(state.sum().get()).isEqualTo(1);
            assertThat(state.lengths().get()).isEqualTo(4);
            assertThat(state.mapped()).isEqualTo(Map.of("k", 1L));
        });
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessageMatching("(a|the) .* null.*");
    }

    @Test
    void aMapHoldsNullAsAValueButNotAsAKey() throws Exception {
        withBoth(state -> {
            state.map().put("none", null);
            assertThat(state.map().contains("none")).isTrue();
            assertThat(state.map().get("none")).isNull();
            assertThat(state.map().isEmpty()).isFalse();
            assertThat(state.map().get(null)).isNull();
            assertThat(state.map().contains(null)).isFalse();
            state.map().remove(null);
            assertThat(state.mapped()).containsOnlyKeys("none");
            state.value().update("x");
            state.value().update(null);
            assertThat(state.value().value()).isNull();
        });
    }

    // ---- maps that are changed while they are walked ----

    @Test
    void aWalkOverAMapShowsItAsItWasWhenItBegan() throws Exception {
        withBoth(state -> {
            for (int size : MAP_SIZES) {
                Map<String, Long> before = state.fill(size);
                Map<String, Long> seen = new TreeMap<>();
                for (Map.Entry<String, Long> entry : state.map().entries()) {
                    seen.put(entry.getKey(), entry.getValue());
                    if (seen.size() % 3 == 1) {
                        state.map().put("new" + seen.size(), -1L);
                        state.map().put("k" + (size - seen.size()), -2L);
                        state.map().remove("k" + (seen.size() * 7 % size));
                        state.map().remove("no such key");
                    }
                }
                assertThat(seen).isEqualTo(before);
                Map<String, Long> after = new TreeMap<>(before);
                for (int n = 1; n <= size; n += 3) {
                    after.put("new" + n, -1L);
                    after.put("k" + (size - n), -2L);
                    after.remove("k" + (n * 7 % size));
                }
                assertThat(state.mapped()).isEqualTo(after);
                state.map().clear();
                assertThat(state.map().isEmpty()).isTrue();
            }
        });
    }

    @Test
    void keysAndValuesAreWalkedLikeEntries() throws Exception {
        withBoth(state -> {
            for (int size : MAP_SIZES) {
                state.fill(size);
                int seen = 0;
                for (String key : state.map().keys()) {
                    state.map().remove(key);
                    state.map().put("again" + key, (long) seen++);
                }
                assertThat(seen).isEqualTo(size);
                long sum = 0;
                for (Long value : state.map().values()) {
                    sum += value;
                    state.map().clear();
                }
                assertThat(sum).isEqualTo((long) size * (size - 1) / 2);
                assertThat(state.mapped()).isEmpty();
            }
        });
    }

    @Test
    void anEntryIsRemovedThroughTheIteratorAndSetThroughTheEntryWhateverElseIsChanged() throws Exception {
        withBoth(state -> {
            for (int size : MAP_SIZES) {
                Map<String, Long> model = state.fill(size);
                boolean alone = true;
                for (Iterator<Map.Entry<String, Long>> all = state.map().iterator(); all.hasNext(); ) {
                    Map.Entry<String, Long> entry = all.next();
                    long number = entry.getValue();
                    if (number % 4 == 0) {
                        all.remove();
                        model.remove(entry.getKey());
                        assertThatThrownBy(all::remove).isInstanceOf(IllegalStateException.class);
                    } else if (number % 4 == 1) {
                        assertThat(entry.setValue(-number)).isEqualTo(number);
                        assertThat(entry.getValue()).isEqualTo(-number);
                        model.put(entry.getKey(), -number);
                    }
                    if (!alone) {
                        state.map().put("new" + number, number);
                        model.put("new" + number, number);
                    }
                    alone = number % 50 < 25;
                }
                assertThat(state.mapped()).isEqualTo(model);
                state.map().clear();
            }
        });
    }

    @Test
    void twoWalksDoNotDisturbEachOtherAndOneThatIsLeftDisturbsNothing() throws Exception {
        withBoth(state -> {
            for (int size : MAP_SIZES) {
                Map<String, Long> model = state.fill(size);
                Iterator<String> left = state.map().keys().iterator();
                left.next();
                Map<String, Long> outer = new TreeMap<>();
                Iterator<Map.Entry<String, Long>> first = state.map().iterator();
                while (first.hasNext()) {
                    Map.Entry<String, Long> entry = first.next();
                    outer.put(entry.getKey(), entry.getValue());
                    if (outer.size() == 1 || outer.size() == size / 2) {
                        Iterator<Map.Entry<String, Long>> second = state.map().iterator();
                        for (int i = 0; i < 2 && second.hasNext(); i++) {
                            second.next();
                            second.remove();
                        }
                    }
                }
                assertThat(outer).isEqualTo(model);
                assertThat(state.mapped()).hasSize(Math.max(0, size - (size / 2 > 1 ? 4 : 2)));
                state.use("another key");
                assertThat(state.mapped()).isEmpty();
                state.map().put("x", 1L);
                state.map().clear();
                state.use("key");
                state.map().clear();
            }
        });
    }

    @Test
    void anIteratorIsUsedInOrder() throws Exception {
        withBoth(state -> {
            state.map().put("k", 1L);
            Iterator<String> keys = state.map().keys().iterator();
            assertThatThrownBy(keys::remove).isInstanceOf(IllegalStateException.class);
            assertThat(keys.next()).isEqualTo("k");
            assertThat(keys.hasNext()).isFalse();
            assertThatThrownBy(keys::next).isInstanceOf(NoSuchElementException.class);
            keys.remove();
            assertThat(state.map().isEmpty()).isTrue();
        });
    }

    // ---- keys that change ----

    @Test
    void nothingIsReadOrKeptUnderAKeyThatHasChangedSinceItWasTakenFromTheRecord() throws Exception {
        for (boolean expires : new boolean[] {false, true}) {
            Handles state = open(PAIR, expires);
            Tuple2<String, Integer> key = Tuple2.of("a", 1);
            state.use(key);
            state.value().update("of a");
            key.f1 = 2;
            refusesKey(() -> state.list().get());
            refusesKey(() -> state.list().add("x"));
            refusesKey(() -> state.map().get("k"));
            refusesKey(() -> state.map().put("k", 1L));
            refusesKey(() -> state.sum().add(1L));
            refusesKey(() -> state.lengths().add("x"));
            Tuple2<String, Integer> absent = Tuple2.of("b", 1);
            state.use(absent);
            assertThat(state.value().value()).isNull();
            assertThat(state.list().get()).isEmpty();
            absent.f0 = "c";
            refusesKey(() -> state.value().update("of whom?"));
            refusesKey(() -> state.list().add("of whom?"));
            for (Tuple2<String, Integer> any : List.of(Tuple2.of("a", 2), Tuple2.of("b", 1), Tuple2.of("c", 1))) {
                state.use(any);
                assertThat(state.value().value()).isNull();
                assertThat(state.list().get()).isEmpty();
            }
            state.use(Tuple2.of("a", 1));
            assertThat(state.value().value()).isEqualTo("of a");
        }
    }

    private static void refusesKey(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(WeftException.class).hasMessageContaining("has changed since the record");
    }

    // ---- everything, at random ----

    /** What one key has. */
    private static final class Model {
        private String value;
        private List<String> list = new ArrayList<>();
        private final TreeMap<String, Long> map = new TreeMap<>();
        private Long sum;
        private Integer lengths;
    }

    @Test
    void everyOperationDoesWhatItDoesToPlainCollections() throws Exception {
        for (boolean expires : new boolean[] {false, true}) {
            SplittableRandom random = new SplittableRandom(expires ? 5 : 6);
            Handles state = open(Types.STRING, expires);
            Map<String, Model> models = new HashMap<>();
            for (int i = 0; i < steps(); i++) {
                String key = "key" + random.nextInt(4);
                state.use(key);
                step(state, models.computeIfAbsent(key, k -> new Model()), random);
                if (random.nextInt(200) == 0) {
                    open.get(open.size() - 1).snapshot(i).close();
                }
            }
        }
    }

    private static void step(Handles state, Model model, SplittableRandom random) throws Exception {
        String text = "t" + random.nextInt(900);
        long number = random.nextInt(100);
        switch (random.nextInt(18)) {
            case 0 -> state.value().update(model.value = random.nextInt(3) == 0 ? null : text);
            case 1 -> {
                state.value().clear();
                model.value = null;
            }
            case 2, 3 -> {
                state.list().add(text);
                model.list.add(text);
            }
            case 4 -> {
                List<String> more = random.nextInt(3) == 0 ? List.of() : List.of(text, "more");
                state.list().addAll(more);
                model.list.addAll(more);
            }
            case 5 -> {
                List<String> own = (List<String>) state.list().get();
                own.removeIf(element -> element.hashCode() % 3 == 0);
                state.list().update(own);
                model.list = new ArrayList<>(own);
            }
            case 6 -> {
                for (String element : state.list().get()) {
                    if (element.length() < 4) {
                        state.list().add(element + text);
                    }
                }
                for (String element : List.copyOf(model.list)) {
                    if (element.length() < 4) {
                        model.list.add(element + text);
                    }
                }
            }
            case 7 -> {
                state.list().clear();
                model.list.clear();
            }
            case 8, 9, 10 -> change(state, model.map, random);
            case 11 -> {
                Map<String, Long> more = new HashMap<>();
                for (int i = random.nextInt(700); i >= 0; i--) {
                    more.put("t" + random.nextInt(900), number);
                }
                state.map().putAll(more);
                model.map.putAll(more);
            }
            case 12, 13 -> walk(state, model.map, random);
            case 14 -> {
                if (random.nextInt(5) == 0) {
                    state.map().clear();
                    model.map.clear();
                }
                assertThat(state.map().isEmpty()).isEqualTo(model.map.isEmpty());
            }
            case 15 -> {
                if (number != 13) {
                    state.sum().add(number);
                    model.sum = model.sum == null ? number : (Long) (model.sum + number);
                }
            }
            case 16 -> {
                state.lengths().add(text);
                model.lengths = (model.lengths == null ? 0 : model.lengths) + text.length();
            }
            default -> {
                state.sum().clear();
                state.lengths().clear();
                model.sum = null;
                model.lengths = null;
            }
        }
        assertThat(state.value().value()).isEqualTo(model.value);
        assertThat(state.listed()).isEqualTo(model.list);
        assertThat(state.sum().get()).isEqualTo(model.sum);
        assertThat(state.lengths().get()).isEqualTo(model.lengths);
        if (random.nextInt(10) == 0) {
            assertThat(state.mapped()).isEqualTo(model.map);
        }
    }

    private static void change(Handles state, TreeMap<String, Long> model, SplittableRandom random) throws Exception {
        String key = "t" + random.nextInt(900);
        assertThat(state.map().contains(key)).isEqualTo(model.containsKey(key));
        assertThat(state.map().get(key)).isEqualTo(model.get(key));
        if (random.nextInt(3) == 0) {
            state.map().remove(key);
            model.remove(key);
        } else {
            Long value = random.nextInt(9) == 0 ? null : (Long) (long) random.nextInt(100);
            state.map().put(key, value);
            model.put(key, value);
        }
    }

    private static void walk(Handles state, TreeMap<String, Long> model, SplittableRandom random) throws Exception {
        Map<String, Long> before = new TreeMap<>(model);
        Map<String, Long> seen = new TreeMap<>();
        int oneIn = 1 + random.nextInt(60);
        for (Iterator<Map.Entry<String, Long>> all = state.map().iterator(); all.hasNext(); ) {
            Map.Entry<String, Long> entry = all.next();
            assertThat(seen).doesNotContainKey(entry.getKey());
            seen.put(entry.getKey(), entry.getValue());
            if (random.nextInt(oneIn) == 0) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        all.remove();
                        model.remove(entry.getKey());
                    }
                    case 1 -> {
                        entry.setValue(7L);
                        model.put(entry.getKey(), 7L);
                    }
                    case 2 -> change(state, model, random);
                    default -> {
                        if (random.nextInt(50) == 0) {
                            return;
                        }
                    }
                }
            }
        }
        assertThat(seen).isEqualTo(before);
    }
}
