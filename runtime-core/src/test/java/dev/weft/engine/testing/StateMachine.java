package dev.weft.engine.testing;

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
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Model-based test of a state backend with every kind of state: random steps on the backend and on a model of plain
 * maps. Contents are compared as text: {@code state/key/namespace -> value}.
 */
final class StateMachine implements AutoCloseable {

    static final int MAX_PARALLELISM = 12;

    private static final TypeInformation<Tuple2<String, Long>> PAIR = TypeInformation.of(new TypeHint<>() {});

    private final KeyContext keys = new KeyContext();
    private final KeyGroupRange groups;
    private final KeyHasher hasher;
    private final LongFunction<Object> keyOf;
    private final KeyedStateBackend backend;
    private final TreeMap<String, Object> model = new TreeMap<>();

    private final ValueState<Long> counts;
    private final ValueState<Tuple2<String, Long>> pairs;
    private final ListState<String> list;
    private final MapState<String, Tuple2<String, Long>> map;
    private final ReducingState<Long> sums;
    private final AggregatingState<String, Integer> lengths;
    private final NamespacedState<ValueState<Long>, Long> slices;
    private final NamespacedState<ListState<String>, String> windowLists;
    private final NamespacedState<ReducingState<Tuple2<String, Long>>, String> windowSums;
    private final NamespacedState<AggregatingState<String, Integer>, String> windowLengths;
    private final TimerQueue<Void> timers;
    private final TimerQueue<Long> sliceTimers;
    private final TimerQueue<String> windowTimers;

    /** Adds up the lengths of texts in an array that it changes in place. */
    static final class Lengths implements AggregateFunction<String, int[], Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] createAccumulator() {
            return new int[1];
        }

        @Override
        public int[] add(String value, int[] accumulator) {
            accumulator[0] += value.length();
            return accumulator;
        }

        @Override
        public Integer getResult(int[] accumulator) {
            return accumulator[0];
        }

        @Override
        public int[] merge(int[] one, int[] other) {
            one[0] += other[0];
            return one;
        }
    }

    @SuppressWarnings("unchecked") // the keys are of the type that is given
    StateMachine(
            StateBackendFactory factory,
            TypeInformation<?> keyType,
            LongFunction<Object> keyOf,
            KeyGroupRange groups,
            List<KeyedPiece> restored)
            throws Exception {
        this.groups = groups;
        this.keyOf = keyOf;
        this.hasher = KeyHasher.of(keyType);
        TypeSerializer<Object> serializer =
                (TypeSerializer<Object>) keyType.createSerializer(new ExecutionConfig().getSerializerConfig());
        backend = factory.create(new KeyedStateSetup(
                keys,
                new KeyedStateSetup.KeyType(serializer, hasher),
                groups,
                MAX_PARALLELISM,
                FakeStateHost.of("machine"),
                restored));
        counts = state(new ValueStateDescriptor<>("counts", Types.LONG)).undivided();
        pairs = state(new ValueStateDescriptor<>("pairs", PAIR)).undivided();
        list = state(new ListStateDescriptor<>("list", Types.STRING)).undivided();
        map = state(new MapStateDescriptor<>("map", Types.STRING, PAIR)).undivided();
        sums = state(new ReducingStateDescriptor<>("sums", Long::sum, Types.LONG))
                .undivided();
        lengths = state(aggregating("lengths")).undivided();
        slices = state(new ValueStateDescriptor<>("slices", Types.LONG), Namespaces.LONGS);
        Namespaces<String> windows = Namespaces.of(StringSerializer.INSTANCE);
        windowLists = state(new ListStateDescriptor<>("windowLists", Types.STRING), windows);
        windowSums = state(
                new ReducingStateDescriptor<>(
                        "windowSums",
                        (a, b) -> {
                            a.f1 += b.f1;
                            return a;
                        },
                        PAIR),
                windows);
        windowLengths = state(aggregating("windowLengths"), windows);
        timers = backend.timers("timers", Namespaces.NONE);
        sliceTimers = backend.timers("sliceTimers", Namespaces.LONGS);
        windowTimers = backend.timers("windowTimers", windows);
    }

    private static AggregatingStateDescriptor<String, int[], Integer> aggregating(String name) {
        return new AggregatingStateDescriptor<>(name, new Lengths(), TypeInformation.of(int[].class));
    }

    private <S extends State> NamespacedState<S, Void> state(StateDescriptor<S, ?> descriptor) {
        return state(descriptor, Namespaces.NONE);
    }

    private <S extends State, N> NamespacedState<S, N> state(StateDescriptor<S, ?> descriptor, Namespaces<N> by) {
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return backend.state(new StateSpec<>(descriptor, by, Optional.empty()));
    }

    KeyedStateBackend backend() {
        return backend;
    }

    /** One random step with one of so many keys. */
    void step(SplittableRandom random, int keyCount) throws Exception {
        Object key;
        int hash;
        do {
            key = keyOf.apply(random.nextInt(keyCount));
            hash = hasher.hash(key);
        } while (!groups.contains(dev.weft.engine.types.KeyGroups.groupOf(hash, MAX_PARALLELISM)));
        keys.use(key, hash);
        String text = "v" + random.nextInt(50);
        String window = "w" + random.nextInt(3);
        long number = random.nextInt(4);
        switch (random.nextInt(22)) {
            case 0, 1 -> {
                String at = "counts/" + key;
                assertSame(model.get(at), counts.value(), at);
                long next = counts.value() == null ? number : counts.value() + number;
                counts.update(next);
                model.put(at, next);
            }
            case 2 -> clear(counts, "counts/" + key);
            case 3, 4 -> {
                Tuple2<String, Long> pair = pairs.value();
                assertSame(model.get("pairs/" + key), pair, "pairs/" + key);
                if (pair == null) {
                    pair = Tuple2.of(text, number);
                } else {
                    pair.f1 += number;
                }
                pairs.update(pair);
                model.put("pairs/" + key, pair.copy());
            }
            case 5 -> clear(pairs, "pairs/" + key);
            case 6, 7 -> {
                list.add(text);
                add("list/" + key, text);
                assertSame(model.get("list/" + key), listed(list), "list/" + key);
            }
            case 8 -> {
                list.update(List.of(text, text + "!"));
                model.put("list/" + key, new ArrayList<>(List.of(text, text + "!")));
            }
            case 9 -> clear(list, "list/" + key);
            case 10, 11 -> {
                map.put(text, Tuple2.of(text, number));
                map("map/" + key).put(text, Tuple2.of(text, number));
                assertSame(model.get("map/" + key), mapped(), "map/" + key);
            }
            case 12 -> {
                removeFromMap(text, key, random.nextBoolean());
            }
            case 13 -> {
                sums.add(number);
                model.merge("sums/" + key, number, (a, b) -> (Long) a + (Long) b);
                assertSame(model.get("sums/" + key), sums.get(), "sums/" + key);
            }
            case 14 -> {
                lengths.add(text);
                model.merge("lengths/" + key, text.length(), (a, b) -> (Integer) a + (Integer) b);
                assertSame(model.get("lengths/" + key), lengths.get(), "lengths/" + key);
            }
            case 15, 16 -> {
                String at = "slices/" + key + "/" + number;
                ValueState<Long> slice = slices.at(number);
                assertSame(model.get(at), slice.value(), at);
                if (random.nextInt(4) == 0) {
                    clear(slice, at);
                } else {
                    slice.update(number);
                    model.put(at, number);
                }
            }
            case 17 -> {
                windowLists.in(window).add(text);
                add("windowLists/" + key + "/" + window, text);
            }
            case 18 -> {
                windowSums.in(window).add(Tuple2.of("sum", number));
                model.merge("windowSums/" + key + "/" + window, Tuple2.of("sum", number), StateMachine::added);
                windowLengths.in(window).add(text);
                model.merge("windowLengths/" + key + "/" + window, text.length(), (a, b) -> (Integer) a + (Integer) b);
            }
            case 19 -> mergeWindows(key, window);
            case 20 -> registerTimers(key, random.nextInt(200), number, window);
            default -> deleteTimers(key, random.nextInt(200), number, window);
        }
        if (random.nextInt(500) == 0) {
            slices.drop(number);
            model.keySet().removeIf(at -> at.startsWith("slices/") && at.endsWith("/" + number));
        }
    }

    private void removeFromMap(String text, Object key, boolean byIterator) throws Exception {
        if (byIterator) {
            Iterator<Map.Entry<String, Tuple2<String, Long>>> entries = map.iterator();
            while (entries.hasNext()) {
                if (entries.next().getKey().equals(text)) {
                    entries.remove();
                }
            }
        } else {
            map.remove(text);
        }
        map("map/" + key).remove(text);
        if (map("map/" + key).isEmpty()) {
            model.remove("map/" + key);
        }
        if (map.contains(text) || map.get(text) != null) {
            throw new AssertionError(text + " is still in the map of " + key);
        }
        assertSame(model.get("map/" + key), mapped(), "map/" + key);
    }

    private static Object added(Object one, Object other) {
        return Tuple2.of("sum", (Long) ((Tuple2<?, ?>) one).f1 + (Long) ((Tuple2<?, ?>) other).f1);
    }

    private void mergeWindows(Object key, String target) throws Exception {
        List<String> sources = new ArrayList<>(List.of("w0", "w1", "w2"));
        sources.remove(target);
        windowLists.merge(target, sources);
        windowSums.merge(target, sources);
        windowLengths.merge(target, sources);
        for (String source : sources) {
            Object moved = model.remove("windowLists/" + key + "/" + source);
            if (moved != null) {
                ((List<?>) moved).forEach(text -> add("windowLists/" + key + "/" + target, (String) text));
            }
            Object sum = model.remove("windowSums/" + key + "/" + source);
            if (sum != null) {
                model.merge("windowSums/" + key + "/" + target, sum, StateMachine::added);
            }
            Object length = model.remove("windowLengths/" + key + "/" + source);
            if (length != null) {
                model.merge("windowLengths/" + key + "/" + target, length, (a, b) -> (Integer) a + (Integer) b);
            }
        }
    }

    private void registerTimers(Object key, long time, long slice, String window) {
        timers.add(time, null);
        sliceTimers.addAt(time, slice);
        windowTimers.add(time, window);
        model.put("timers/" + time + "/" + key, "");
        model.put("sliceTimers/" + time + "/" + key + "/" + slice, "");
        model.put("windowTimers/" + time + "/" + key + "/" + window, "");
    }

    private void deleteTimers(Object key, long time, long slice, String window) {
        timers.remove(time, null);
        sliceTimers.removeAt(time, slice);
        windowTimers.remove(time, window);
        model.remove("timers/" + time + "/" + key);
        model.remove("sliceTimers/" + time + "/" + key + "/" + slice);
        model.remove("windowTimers/" + time + "/" + key + "/" + window);
    }

    /** Takes out the timers up to a time and compares them with the model's. */
    void fireUntil(long time) {
        Set<String> fired = new TreeSet<>();
        long last = Long.MIN_VALUE;
        while (timers.poll(time)) {
            fired.add("timers/" + timers.time() + "/" + timers.key());
            if (timers.time() < last || timers.hash() != hasher.hash(timers.key())) {
                throw new AssertionError("timers come out of order, or with another hash: " + fired);
            }
            last = timers.time();
        }
        while (sliceTimers.poll(time)) {
            fired.add(
                    "sliceTimers/" + sliceTimers.time() + "/" + sliceTimers.key() + "/" + sliceTimers.longNamespace());
        }
        while (windowTimers.poll(time)) {
            fired.add(
                    "windowTimers/" + windowTimers.time() + "/" + windowTimers.key() + "/" + windowTimers.namespace());
        }
        Set<String> expected = new TreeSet<>();
        for (String name : model.keySet()) {
            if (name.contains("imers/") && Long.parseLong(name.split("/")[1]) <= time) {
                expected.add(name);
            }
        }
        assertSame(expected, fired, "timers until " + time);
        model.keySet().removeAll(expected);
    }

    private void clear(State state, String at) {
        state.clear();
        model.remove(at);
    }

    @SuppressWarnings("unchecked") // lists are lists of texts in the model
    private void add(String at, String text) {
        ((List<String>) model.computeIfAbsent(at, a -> new ArrayList<String>())).add(text);
    }

    @SuppressWarnings("unchecked") // maps are maps from texts in the model
    private Map<String, Object> map(String at) {
        return (Map<String, Object>) model.computeIfAbsent(at, a -> new TreeMap<String, Object>());
    }

    private static List<String> listed(ListState<String> state) throws Exception {
        List<String> all = new ArrayList<>();
        state.get().forEach(all::add);
        return all;
    }

    private Object mapped() throws Exception {
        Map<String, Object> all = new TreeMap<>();
        for (Map.Entry<String, Tuple2<String, Long>> entry : map.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all.isEmpty() ? null : all;
    }

    private static void assertSame(Object expected, Object found, String where) {
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            throw new AssertionError(where + ": expected " + expected + ", found " + found);
        }
    }

    /** What the model holds now, as lines of text. */
    Set<String> expected() {
        Set<String> lines = new HashSet<>();
        model.forEach((at, value) -> lines.add(at + " -> " + value));
        return lines;
    }

    /** What the backend holds now, as lines of text. */
    Set<String> found() throws Exception {
        Set<String> lines = new HashSet<>();
        slices.forEach((key, slice) -> lines.add(
                "slices/" + key + "/" + slice + " -> " + slices.at(slice).value()));
        windowLists.forEach((key, window) ->
                lines.add("windowLists/" + key + "/" + window + " -> " + listed(windowLists.in(window))));
        windowSums.forEach((key, window) -> lines.add("windowSums/" + key + "/" + window + " -> "
                + windowSums.in(window).get()));
        windowLengths.forEach((key, window) -> lines.add("windowLengths/" + key + "/" + window + " -> "
                + windowLengths.in(window).get()));
        timers.forEach((time, none) -> lines.add("timers/" + time + "/" + keys.key() + " -> "));
        sliceTimers.forEach(
                (time, slice) -> lines.add("sliceTimers/" + time + "/" + keys.key() + "/" + slice + " -> "));
        windowTimers.forEach(
                (time, window) -> lines.add("windowTimers/" + time + "/" + keys.key() + "/" + window + " -> "));
        each("counts", new ValueStateDescriptor<>("counts", Types.LONG), lines, counts::value);
        each("pairs", new ValueStateDescriptor<>("pairs", PAIR), lines, pairs::value);
        each("list", new ListStateDescriptor<>("list", Types.STRING), lines, () -> listed(list));
        each("map", new MapStateDescriptor<>("map", Types.STRING, PAIR), lines, this::mapped);
        each("sums", new ReducingStateDescriptor<>("sums", Long::sum, Types.LONG), lines, sums::get);
        each("lengths", aggregating("lengths"), lines, lengths::get);
        return lines;
    }

    /** Reads the current key's contents. */
    private interface Reading {
        Object read() throws Exception;
    }

    private <S extends State> void each(
            String name, StateDescriptor<S, ?> descriptor, Set<String> lines, Reading reading) throws Exception {
        state(descriptor).forEachKey(null, key -> lines.add(name + "/" + key + " -> " + reading.read()));
    }

    KeyedSnapshot snapshot() throws Exception {
        return backend.snapshot();
    }

    @Override
    public void close() {
        backend.close();
    }
}
