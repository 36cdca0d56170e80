package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.OpenContext;
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
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of keyed state, with and without a time to live, against models of plain collections with clocks, on every
 * backend, with restarts and rescaling in between.
 */
final class StateRestartTest {

    private static final int TTL_MS = 60;

    /** What an element tells the function to do. */
    private enum Act {
        SET_VALUE,
        TELL_VALUE,
        CLEAR_VALUE,
        ADD_TO_LIST,
        SET_LIST,
        TELL_LIST,
        CLEAR_LIST,
        PUT,
        PUT_TWO,
        REMOVE,
        TELL_ENTRY,
        TELL_ENTRIES,
        REMOVE_ODD_ENTRIES,
        CLEAR_MAP,
        ADD_TO_SUM,
        TELL_SUM,
        ADD_TO_TEXT,
        TELL_TEXT,
        CLEAR_BOTH
    }

    /** Joins numbers to a text. */
    private static final class Joining implements AggregateFunction<Long, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String createAccumulator() {
            return "";
        }

        @Override
        public String add(Long value, String accumulator) {
            return accumulator + value + ";";
        }

        @Override
        public String getResult(String accumulator) {
            return "<" + accumulator + ">";
        }

        @Override
        public String merge(String one, String other) {
            return one + other;
        }
    }

    /** Does as it is told. */
    private static final class Obedient extends KeyedProcessFunction<Integer, Tuple3<Integer, String, Long>, String> {
        private static final long serialVersionUID = 1L;
        private final StateTtlConfig ttl;
        private transient ValueState<Long> value;
        private transient ListState<Long> list;
        private transient MapState<Long, Long> map;
        private transient ReducingState<Long> sum;
        private transient AggregatingState<Long, String> text;

        Obedient(StateTtlConfig ttl) {
            this.ttl = ttl;
        }

        private <D extends StateDescriptor<?, ?>> D expiring(D descriptor) {
            if (ttl != null) {
                descriptor.enableTimeToLive(ttl);
            }
            return descriptor;
        }

        @Override
        public void open(OpenContext context) {
            value = getRuntimeContext().getState(expiring(new ValueStateDescriptor<>("value", Types.LONG)));
            list = getRuntimeContext().getListState(expiring(new ListStateDescriptor<>("list", Types.LONG)));
            map = getRuntimeContext().getMapState(expiring(new MapStateDescriptor<>("map", Types.LONG, Types.LONG)));
            sum = getRuntimeContext()
                    .getReducingState(expiring(new ReducingStateDescriptor<>("sum", Long::sum, Types.LONG)));
            text = getRuntimeContext()
                    .getAggregatingState(
                            expiring(new AggregatingStateDescriptor<>("text", new Joining(), Types.STRING)));
        }

        @Override
        public void processElement(Tuple3<Integer, String, Long> order, Context context, Collector<String> out)
                throws Exception {
            long number = order.f2;
            switch (Act.valueOf(order.f1)) {
                case SET_VALUE -> value.update(number);
                case TELL_VALUE -> out.collect("" + value.value());
                case CLEAR_VALUE -> value.clear();
                case ADD_TO_LIST -> list.add(number);
                case SET_LIST -> list.update(List.of(number, number + 1));
                case TELL_LIST -> out.collect(listed().toString());
                case CLEAR_LIST -> list.clear();
                case PUT -> map.put(number % 5, number);
                case PUT_TWO -> map.putAll(Map.of(number % 5, number, (number + 1) % 5, number + 1));
                case REMOVE -> map.remove(number % 5);
                case TELL_ENTRY ->
                    out.collect(number % 2 == 0 ? "" + map.get(number % 5) : "" + map.contains(number % 5));
                case TELL_ENTRIES -> out.collect(mapped().toString());
                case REMOVE_ODD_ENTRIES -> {
                    for (Iterator<Map.Entry<Long, Long>> each = map.iterator(); each.hasNext(); ) {
                        if (each.next().getKey() % 2 == 1) {
                            each.remove();
                        }
                    }
                }
                case CLEAR_MAP -> map.clear();
                case ADD_TO_SUM -> sum.add(number);
                case TELL_SUM -> out.collect("" + sum.get());
                case ADD_TO_TEXT -> text.add(number);
                case TELL_TEXT -> out.collect("" + text.get());
                case CLEAR_BOTH -> {
                    sum.clear();
                    text.clear();
                }
            }
        }

        private List<Long> listed() throws Exception {
            List<Long> all = new ArrayList<>();
            list.get().forEach(all::add);
            return all;
        }

        private Map<Long, Long> mapped() throws Exception {
            Map<Long, Long> all = new TreeMap<>();
            map.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
            return all;
        }
    }

    /** Something that was written or, where that counts, read last at a time. */
    private static final class Cell {
        private final Object content;
        private long lastUseMs;

        Cell(Object content, long lastUseMs) {
            this.content = content;
            this.lastUseMs = lastUseMs;
        }
    }

    /** What the state of one key should be. */
    private static final class Model {
        private final StateTtlConfig ttl;
        private final Map<String, Cell> single = new HashMap<>();
        private List<Cell> list = new ArrayList<>();
        private final TreeMap<Long, Cell> map = new TreeMap<>();
        private long nowMs;

        Model(StateTtlConfig ttl) {
            this.ttl = ttl;
        }

        private boolean isDead(Cell cell) {
            return ttl != null && cell.lastUseMs + TTL_MS <= nowMs;
        }

        /** What reading sees, which the dead do not survive. */
        private Optional<Object> read(Cell cell) {
            if (isDead(cell)) {
                return ttl.getStateVisibility() == StateVisibility.NeverReturnExpired
                        ? Optional.empty()
                        : Optional.of(cell.content);
            }
            if (ttl != null && ttl.getUpdateType() == UpdateType.OnReadAndWrite) {
                cell.lastUseMs = nowMs;
            }
            return Optional.of(cell.content);
        }

        private <K> Optional<Object> read(Map<K, Cell> from, K at) {
            Cell cell = from.get(at);
            if (cell == null) {
                return Optional.empty();
            }
            if (isDead(cell)) {
                from.remove(at);
            }
            return read(cell);
        }

        private List<Object> readList() {
            List<Object> seen = new ArrayList<>();
            List<Cell> living = new ArrayList<>();
            for (Cell cell : list) {
                if (!isDead(cell)) {
                    living.add(cell);
                }
                read(cell).ifPresent(seen::add);
            }
            list = living;
            return seen;
        }

        private Map<Long, Object> readMap() {
            Map<Long, Object> seen = new TreeMap<>();
            for (Long at : List.copyOf(map.keySet())) {
                read(map, at).ifPresent(content -> seen.put(at, content));
            }
            return seen;
        }

        private Cell cell(Object content) {
            return new Cell(content, nowMs);
        }

        private static String text(Optional<?> read) {
            return read.isPresent() ? "" + read.get() : "null";
        }

        /** What is told, if anything is. */
        Optional<String> on(Act act, long number) {
            switch (act) {
                case SET_VALUE -> single.put("value", cell(number));
                case TELL_VALUE -> {
                    return Optional.of(text(read(single, "value")));
                }
                case CLEAR_VALUE -> single.remove("value");
                case ADD_TO_LIST -> list.add(cell(number));
                case SET_LIST -> list = new ArrayList<>(List.of(cell(number), cell(number + 1)));
                case TELL_LIST -> {
                    return Optional.of(readList().toString());
                }
                case CLEAR_LIST -> list.clear();
                case PUT -> map.put(number % 5, cell(number));
                case PUT_TWO -> {
                    map.put(number % 5, cell(number));
                    map.put((number + 1) % 5, cell(number + 1));
                }
                case REMOVE -> map.remove(number % 5);
                case TELL_ENTRY -> {
                    Optional<Object> read = read(map, number % 5);
                    return Optional.of(number % 2 == 0 ? text(read) : "" + read.isPresent());
                }
                case TELL_ENTRIES -> {
                    return Optional.of(readMap().toString());
                }
                case REMOVE_ODD_ENTRIES ->
                    readMap().keySet().stream().filter(at -> at % 2 == 1).forEach(map::remove);
                case CLEAR_MAP -> map.clear();
                case ADD_TO_SUM ->
                    single.put(
                            "sum",
                            cell(read(single, "sum")
                                    .map(sum -> (Long) sum + number)
                                    .orElse(number)));
                case TELL_SUM -> {
                    return Optional.of(text(read(single, "sum")));
                }
                case ADD_TO_TEXT -> single.put("text", cell(read(single, "text").orElse("") + "" + number + ";"));
                case TELL_TEXT -> {
                    return Optional.of(text(read(single, "text").map(text -> "<" + text + ">")));
                }
                case CLEAR_BOTH -> {
                    single.remove("sum");
                    single.remove("text");
                }
            }
            return Optional.empty();
        }
    }

    private static StateTtlConfig ttl(UpdateType update, StateVisibility visibility) {
        StateTtlConfig.Builder builder = StateTtlConfig.newBuilder(Duration.ofMillis(TTL_MS))
                .setUpdateType(update)
                .setStateVisibility(visibility);
        return visibility == StateVisibility.NeverReturnExpired
                ? builder.cleanupFullSnapshot()
                        .cleanupIncrementally(2, true)
                        .cleanupInRocksdbCompactFilter(2)
                        .build()
                : builder.disableCleanupInBackground().build();
    }

    static Stream<Arguments> everyWay() {
        List<Arguments> ways = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            ways.add(Arguments.of(backend, "for ever", null));
            for (UpdateType update : List.of(UpdateType.OnCreateAndWrite, UpdateType.OnReadAndWrite)) {
                for (StateVisibility visibility : StateVisibility.values()) {
                    ways.add(Arguments.of(backend, update + ", " + visibility, ttl(update, visibility)));
                }
            }
        }
        return ways.stream();
    }

    private static List<Step<Tuple3<Integer, String, Long>>> steps(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Act> tells = Arrays.stream(Act.values())
                .filter(act -> act.name().startsWith("TELL"))
                .toList();
        List<Step<Tuple3<Integer, String, Long>>> steps = new ArrayList<>();
        long clockMs = 1000;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(6) == 0) {
                clockMs += random.nextInt(40);
                steps.add(new Step.Clock<>(clockMs));
            } else {
                Act act = random.nextInt(3) == 0
                        ? tells.get(random.nextInt(tells.size()))
                        : Act.values()[random.nextInt(Act.values().length)];
                steps.add(new Step.Element<>(Tuple3.of(random.nextInt(3), act.name(), random.nextLong(100)), i));
            }
        }
        return steps;
    }

    @ParameterizedTest(name = "{1}, on {0}")
    @MethodSource("everyWay")
    void stateDoesWhatPlainCollectionsDo(Backend backend, String name, StateTtlConfig ttl) throws Exception {
        for (long seed = 0; seed < (backend == Backend.ROCKSDB ? 1 : 3); seed++) {
            Map<Integer, Model> models = new HashMap<>();
            List<Step<Tuple3<Integer, String, Long>>> steps = steps(seed, backend.steps() * 2);
            List<Emitted<String>> emitted = backend.run(
                    new OperatorRestartTester<>(
                            Types.TUPLE(Types.INT, Types.STRING, Types.LONG),
                            (DataStream<Tuple3<Integer, String, Long>> stream) ->
                                    stream.keyBy(order -> order.f0, Types.INT).process(new Obedient(ttl), Types.STRING),
                            backend.configuration()),
                    steps,
                    seed);
            long nowMs = 0;
            for (int i = 0; i < steps.size(); i++) {
                List<String> expected = new ArrayList<>();
                if (steps.get(i) instanceof Step.Clock<Tuple3<Integer, String, Long>> clock) {
                    nowMs = clock.timeMs();
                } else if (steps.get(i) instanceof Step.Element<Tuple3<Integer, String, Long>> order) {
                    Model model = models.computeIfAbsent(order.value().f0, key -> new Model(ttl));
                    model.nowMs = nowMs;
                    model.on(Act.valueOf(order.value().f1), order.value().f2).ifPresent(expected::add);
                }
                assertThat(emitted.get(i).values())
                        .as("%s, step %d, %s", name, i, steps.get(i))
                        .isEqualTo(expected);
            }
        }
    }
}
