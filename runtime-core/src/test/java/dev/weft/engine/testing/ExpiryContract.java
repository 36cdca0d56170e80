package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
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
import dev.weft.api.common.state.StateTtlConfig.StateVisibility;
import dev.weft.api.common.state.StateTtlConfig.UpdateType;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Contract test of time to live, against plain maps with clocks, on every backend. Subclasses name the backend's
 * factory.
 */
public abstract class ExpiryContract {

    private static final int MAX_PARALLELISM = 4;
    private static final int TTL_MS = 10;

    private long nowMs = 1000;

    protected abstract StateBackendFactory backend();

    /** A value of the model with the time of its last use. */
    private static final class Kept {
        private Object value;
        private long lastUse;

        Kept(Object value, long lastUse) {
            this.value = value;
            this.lastUse = lastUse;
        }
    }

    private final Map<String, Kept> values = new HashMap<>();
    private final Map<Integer, List<Kept>> lists = new HashMap<>();
    private final Map<Integer, TreeMap<String, Kept>> maps = new HashMap<>();

    private OperatorState open(OperatorPieces restored) throws Exception {
        FakeStateHost host = new FakeStateHost("'op' (1/1)", getClass().getClassLoader(), new NoMetrics(), () -> nowMs);
        return OperatorState.keyed(
                new OperatorState.Source(backend(), host, new ExecutionConfig(), restored),
                new OperatorState.Keys(Types.INT, new KeyGroupRange(0, MAX_PARALLELISM), MAX_PARALLELISM));
    }

    private static <D extends StateDescriptor<?, ?>> D expiring(D descriptor, StateTtlConfig config) {
        descriptor.enableTimeToLive(config);
        return descriptor;
    }

    @Test
    void theDeadAreNeverSeenWhateverCleansUp() throws Exception {
        for (UpdateType update : List.of(UpdateType.OnCreateAndWrite, UpdateType.OnReadAndWrite)) {
            run(StateTtlConfig.newBuilder(Duration.ofMillis(TTL_MS))
                    .setUpdateType(update)
                    .cleanupFullSnapshot()
                    .cleanupIncrementally(3, true)
                    .cleanupInRocksdbCompactFilter(2)
                    .build());
        }
    }

    @Test
    void theDeadAreSeenOnceIfTheyAreStillThere() throws Exception {
        for (UpdateType update : List.of(UpdateType.OnCreateAndWrite, UpdateType.OnReadAndWrite)) {
            run(StateTtlConfig.newBuilder(Duration.ofMillis(TTL_MS))
                    .setUpdateType(update)
                    .setStateVisibility(StateVisibility.ReturnExpiredIfNotCleanedUp)
                    .disableCleanupInBackground()
                    .build());
        }
    }

    private static final int KEYS = 50;

    private static StateTtlConfig config() {
        return StateTtlConfig.newBuilder(Duration.ofMillis(TTL_MS)).build();
    }

    private static OperatorPieces saved(OperatorState operator) throws Exception {
        try (OperatorSnapshot snapshot = operator.snapshot(1)) {
            return snapshot.write(new MemorySnapshotStore());
        } finally {
            operator.close();
        }
    }

    /** Descriptors of every kind of state, of numbers of some type. */
    private record Declared<T>(
            ValueStateDescriptor<T> value,
            ListStateDescriptor<T> list,
            MapStateDescriptor<String, T> map,
            ReducingStateDescriptor<T> last,
            AggregatingStateDescriptor<String, int[], Integer> length) {

        static <T> Declared<T> of(TypeInformation<T> type) {
            return new Declared<>(
                    new ValueStateDescriptor<>("value", type),
                    new ListStateDescriptor<>("list", type),
                    new MapStateDescriptor<>("map", Types.STRING, type),
                    new ReducingStateDescriptor<>("last", (one, other) -> other, type),
                    new AggregatingStateDescriptor<>(
                            "length", new StateMachine.Lengths(), TypeInformation.of(int[].class)));
        }

        Declared<T> expiring() {
            List.of(value, list, map, last, length).forEach(each -> each.enableTimeToLive(config()));
            return this;
        }
    }

    private <T> OperatorPieces savedWith(Declared<T> declared, List<T> numbers) throws Exception {
        OperatorState operator = open(OperatorPieces.NONE);
        KeyedStates keyed = operator.keyed();
        for (int key = 0; key < KEYS; key++) {
            keyed.use(key, KeyGroups.spread(key));
            keyed.getState(declared.value()).update(numbers.get(0));
            keyed.getListState(declared.list()).addAll(numbers);
            keyed.getMapState(declared.map()).put("a", numbers.get(0));
            keyed.getMapState(declared.map()).put("none", null);
            keyed.getReducingState(declared.last()).add(numbers.get(1));
            keyed.getAggregatingState(declared.length()).add("four");
        }
        return saved(operator);
    }

    private static <T> void assertThere(KeyedStates keyed, Declared<T> declared, List<T> numbers) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            keyed.use(key, KeyGroups.spread(key));
            assertThat(keyed.getState(declared.value()).value()).isEqualTo(numbers.get(0));
            assertThat(keyed.getListState(declared.list()).get()).containsExactlyElementsOf(numbers);
            MapState<String, T> map = keyed.getMapState(declared.map());
            assertThat(map.get("a")).isEqualTo(numbers.get(0));
            assertThat(map.contains("none")).isTrue();
            assertThat(map.get("none")).isNull();
            assertThat(map.keys()).containsExactlyInAnyOrder("a", "none");
            assertThat(keyed.getReducingState(declared.last()).get()).isEqualTo(numbers.get(1));
            assertThat(keyed.getAggregatingState(declared.length()).get()).isEqualTo(4);
        }
    }

    private static <T> void assertGone(KeyedStates keyed, Declared<T> declared) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            keyed.use(key, KeyGroups.spread(key));
            assertThat(keyed.getState(declared.value()).value()).isNull();
            assertThat(keyed.getListState(declared.list()).get()).isEmpty();
            assertThat(keyed.getMapState(declared.map()).isEmpty()).isTrue();
            assertThat(keyed.getReducingState(declared.last()).get()).isNull();
            assertThat(keyed.getAggregatingState(declared.length()).get()).isNull();
        }
    }

    @Test
    void stateThatWasSavedWithoutATimeToLiveLivesThatLongFromItsDeclarationOn() throws Exception {
        OperatorPieces pieces = savedWith(Declared.of(Types.LONG), List.of(1L, 2L));
        nowMs += 100 * TTL_MS;
        for (int restores = 0; restores < 2; restores++) {
            OperatorState operator = open(pieces);
            Declared<Long> expiring = Declared.of(Types.LONG).expiring();
            assertThere(operator.keyed(), expiring, List.of(1L, 2L));
            nowMs += TTL_MS / 2 - 1;
            assertThere(operator.keyed(), expiring, List.of(1L, 2L));
            pieces = saved(operator);
        }
        nowMs += 2;
        OperatorState operator = open(pieces);
        assertGone(operator.keyed(), Declared.of(Types.LONG).expiring());
        operator.close();
    }

    @Test
    void stateThatWasSavedWithATimeToLiveAndHasNoneNowLivesForEver() throws Exception {
        OperatorPieces pieces = savedWith(Declared.of(Types.LONG).expiring(), List.of(1L, 2L));
        nowMs += TTL_MS - 1;
        for (int restores = 0; restores < 2; restores++) {
            OperatorState operator = open(pieces);
            assertThere(operator.keyed(), Declared.of(Types.LONG), List.of(1L, 2L));
            nowMs += 100 * TTL_MS;
            assertThere(operator.keyed(), Declared.of(Types.LONG), List.of(1L, 2L));
            pieces = saved(operator);
        }
    }

    @Test
    void theTypeMayChangeTogetherWithTheTimeToLive() throws Exception {
        OperatorPieces pieces = savedWith(Declared.of(Types.INT), List.of(1, 2));
        OperatorState adding = open(pieces);
        assertThere(adding.keyed(), Declared.of(Types.LONG).expiring(), List.of(1L, 2L));
        adding.close();
        pieces = savedWith(Declared.of(Types.INT).expiring(), List.of(1, 2));
        OperatorState widening = open(pieces);
        assertThere(widening.keyed(), Declared.of(Types.LONG).expiring(), List.of(1L, 2L));
        widening.close();
        OperatorState removing = open(pieces);
        assertThere(removing.keyed(), Declared.of(Types.LONG), List.of(1L, 2L));
        removing.close();
    }

    @Test
    void anotherTypeIsRefusedWithItsReasonWhetherThereIsATimeToLiveOrNot() throws Exception {
        for (boolean before : new boolean[] {false, true}) {
            for (boolean now : new boolean[] {false, true}) {
                Declared<String> texts = Declared.of(Types.STRING);
                OperatorPieces pieces = savedWith(before ? texts.expiring() : texts, List.of("x", "y"));
                OperatorState operator = open(pieces);
                Declared<Long> numbers = Declared.of(Types.LONG);
                assertThatThrownBy(() -> operator.keyed().state((now ? numbers.expiring() : numbers).value()))
                        .hasMessageContaining("state 'value' cannot be read by the program as it is now")
                        .hasMessageContaining("StringSerializer");
                operator.close();
            }
        }
    }

    private void run(StateTtlConfig config) throws Exception {
        values.clear();
        lists.clear();
        maps.clear();
        SplittableRandom random = new SplittableRandom(5);
        OperatorState operator = open(OperatorPieces.NONE);
        try {
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 800; i++) {
                    nowMs += random.nextInt(4) == 0 ? random.nextInt(6) : 0;
                    step(operator.keyed(), config, random);
                }
                OperatorPieces pieces;
                try (OperatorSnapshot snapshot = operator.snapshot(round)) {
                    pieces = snapshot.write(new MemorySnapshotStore());
                }
                operator.close();
                operator = open(pieces);
            }
        } finally {
            operator.close();
        }
    }

    private void step(KeyedStates keyed, StateTtlConfig config, SplittableRandom random) throws Exception {
        int key = random.nextInt(6);
        long number = random.nextInt(3);
        String text = "t" + random.nextInt(4);
        keyed.use(key, KeyGroups.spread(key));
        ValueState<Long> value = keyed.getState(expiring(new ValueStateDescriptor<>("value", Types.LONG), config));
        ListState<Long> list = keyed.getListState(expiring(new ListStateDescriptor<>("list", Types.LONG), config));
        MapState<String, Long> map =
                keyed.getMapState(expiring(new MapStateDescriptor<>("map", Types.STRING, Types.LONG), config));
        ReducingState<Long> sum =
                keyed.getReducingState(expiring(new ReducingStateDescriptor<>("sum", Long::sum, Types.LONG), config));
        AggregatingState<String, Integer> length = keyed.getAggregatingState(expiring(
                new AggregatingStateDescriptor<>("length", new StateMachine.Lengths(), TypeInformation.of(int[].class)),
                config));
        switch (random.nextInt(12)) {
            case 0 -> {
                value.update(number);
                values.put("value" + key, new Kept(number, nowMs));
            }
            case 1 -> assertThat(value.value()).isEqualTo(use(values, "value" + key, config));
            case 2 -> {
                value.clear();
                values.remove("value" + key);
            }
            case 3 -> {
                list.add(number);
                lists.computeIfAbsent(key, k -> new ArrayList<>()).add(new Kept(number, nowMs));
            }
            case 4 -> assertThat(list.get()).containsExactlyElementsOf(useList(key, config));
            case 5 -> {
                map.put(text, number);
                maps.computeIfAbsent(key, k -> new TreeMap<>()).put(text, new Kept(number, nowMs));
            }
            case 6 ->
                assertThat(map.get(text)).isEqualTo(use(maps.computeIfAbsent(key, k -> new TreeMap<>()), text, config));
            case 7 ->
                assertThat(map.contains(text))
                        .isEqualTo(use(maps.computeIfAbsent(key, k -> new TreeMap<>()), text, config) != null);
            case 8 -> {
                Map<String, Kept> model = maps.computeIfAbsent(key, k -> new TreeMap<>());
                Map<String, Object> expected = new TreeMap<>();
                for (String each : List.copyOf(model.keySet())) {
                    Object seen = use(model, each, config);
                    if (seen != null) {
                        expected.put(each, seen);
                    }
                }
                Map<String, Object> found = new TreeMap<>();
                map.entries().forEach(entry -> found.put(entry.getKey(), entry.getValue()));
                assertThat(found).isEqualTo(expected);
            }
            case 9 -> {
                map.remove(text);
                maps.computeIfAbsent(key, k -> new TreeMap<>()).remove(text);
            }
            case 10 -> {
                Object soFar = use(values, "sum" + key, config);
                sum.add(number);
                values.put("sum" + key, new Kept(soFar == null ? number : (Long) soFar + number, nowMs));
                assertThat(sum.get()).isEqualTo(use(values, "sum" + key, config));
            }
            default -> {
                Object soFar = use(values, "length" + key, config);
                length.add(text);
                values.put("length" + key, new Kept(soFar == null ? 2 : (Integer) soFar + 2, nowMs));
                assertThat(length.get()).isEqualTo(use(values, "length" + key, config));
            }
        }
    }

    /** What a use sees of an entry of the model: it removes the dead and may prolong the life of the living. */
    private <K> Object use(Map<K, Kept> model, K name, StateTtlConfig config) {
        Kept kept = model.get(name);
        if (kept == null) {
            return null;
        }
        if (kept.lastUse + TTL_MS <= nowMs) {
            model.remove(name);
            return sees(config) ? kept.value : null;
        }
        prolong(kept, config);
        return kept.value;
    }

    private List<Long> useList(int key, StateTtlConfig config) {
        List<Long> seen = new ArrayList<>();
        List<Kept> left = new ArrayList<>();
        for (Kept kept : lists.getOrDefault(key, List.of())) {
            boolean dead = kept.lastUse + TTL_MS <= nowMs;
            if (!dead) {
                prolong(kept, config);
                left.add(kept);
            }
            if (!dead || sees(config)) {
                seen.add((Long) kept.value);
            }
        }
        lists.put(key, left);
        return seen;
    }

    private static boolean sees(StateTtlConfig config) {
        return config.getStateVisibility() == StateVisibility.ReturnExpiredIfNotCleanedUp;
    }

    private void prolong(Kept kept, StateTtlConfig config) {
        if (config.getUpdateType() == UpdateType.OnReadAndWrite) {
            kept.lastUse = nowMs;
        }
    }
}
