package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.Redistribution;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Contract test: maps and lists of thousands of entries under a key behave like plain ones, on every backend, whenever
 * snapshots are taken. Subclasses name the backend's factory.
 */
public abstract class LargeValuesContract {

    private static final int MAX_PARALLELISM = 4;
    private static final int KEYS = 3;
    private static final int ENTRIES = 4000;
    private static final TypeInformation<Tuple2<String, Long>> PAIR = TypeInformation.of(new TypeHint<>() {});

    protected abstract StateBackendFactory backend();

    /** How many random steps a run takes. */
    protected int steps() {
        return 4000;
    }

    /** What one key has, in the model: immutable values, values that are changed in place, and a list of such. */
    private record Content(
            TreeMap<String, Long> numbers, TreeMap<Long, Tuple2<String, Long>> pairs, List<Tuple2<String, Long>> list) {

        Content copy() {
            Content copy = new Content(new TreeMap<>(numbers), new TreeMap<>(), new ArrayList<>());
            pairs.forEach((key, pair) -> copy.pairs.put(key, pair == null ? null : pair.copy()));
            list.forEach(pair -> copy.list.add(pair.copy()));
            return copy;
        }
    }

    /** A backend beside its model. */
    private final class Machine implements AutoCloseable {
        private final SplittableRandom random;
        private final OperatorState operator;
        private final MapState<String, Long> numbers;
        private final MapState<Long, Tuple2<String, Long>> pairs;
        private final ListState<Tuple2<String, Long>> list;
        private final Map<Integer, Content> model = new HashMap<>();

        Machine(long seed, KeyGroupRange groups, OperatorPieces restored) throws Exception {
            random = new SplittableRandom(seed);
            operator = OperatorState.keyed(
                    new OperatorState.Source(
                            backend(), FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored),
                    new OperatorState.Keys(Types.INT, groups, MAX_PARALLELISM));
            numbers = operator.keyed().getMapState(new MapStateDescriptor<>("numbers", Types.STRING, Types.LONG));
            pairs = operator.keyed().getMapState(new MapStateDescriptor<>("pairs", Types.LONG, PAIR));
            list = operator.keyed().getListState(new ListStateDescriptor<>("list", PAIR));
        }

        private Content use(int key) {
            operator.keyed().use(key, KeyGroups.spread(key));
            return model.computeIfAbsent(key, k -> new Content(new TreeMap<>(), new TreeMap<>(), new ArrayList<>()));
        }

        private void step() throws Exception {
            Content content = use(random.nextInt(KEYS));
            int at = random.nextInt(ENTRIES);
            long number = random.nextInt(1000);
            switch (random.nextInt(40)) {
                case 0, 1 -> fill(content, at, random.nextInt(1500), number);
                case 2, 3, 4, 5 -> {
                    numbers.put("n" + at, number);
                    content.numbers.put("n" + at, number);
                }
                case 6, 7, 8, 9 -> {
                    numbers.remove("n" + at);
                    content.numbers.remove("n" + at);
                    assertThat(numbers.contains("n" + at)).isFalse();
                }
                case 10, 11, 12, 13, 14 -> {
                    assertThat(numbers.get("n" + at)).isEqualTo(content.numbers.get("n" + at));
                    assertThat(numbers.contains("n" + at)).isEqualTo(content.numbers.containsKey("n" + at));
                    assertThat(numbers.isEmpty()).isEqualTo(content.numbers.isEmpty());
                }
                case 15, 16, 17, 18, 19, 20 -> {
                    Tuple2<String, Long> pair = pairs.get((long) at);
                    assertThat(pair).isEqualTo(content.pairs.get((long) at));
                    if (pair == null) {
                        pair = Tuple2.of("p", 0L);
                    }
                    pair.f1 += number;
                    pairs.put((long) at, pair);
                    content.pairs.put((long) at, pair.copy());
                }
                case 21, 22 -> {
                    pairs.put((long) at, null);
                    content.pairs.put((long) at, null);
                }
                case 23, 24, 25 -> {
                    pairs.remove((long) at);
                    content.pairs.remove((long) at);
                }
                case 26 -> sift(content, number);
                case 27 -> changeAll(content, number);
                case 28, 29, 30, 31, 32 -> {
                    list.add(Tuple2.of("e", number));
                    content.list.add(Tuple2.of("e", number));
                }
                case 33 -> changeList(content, number);
                case 34 -> {
                    if (number < 200) {
                        list.clear();
                        content.list.clear();
                    } else if (number < 300) {
                        numbers.clear();
                        content.numbers.clear();
                    } else if (number < 400) {
                        pairs.clear();
                        content.pairs.clear();
                    }
                }
                default -> {
                    Tuple2<String, Long> found = pairs.get((long) at);
                    assertThat(found).isEqualTo(content.pairs.get((long) at));
                    assertThat(pairs.contains((long) at)).isEqualTo(content.pairs.containsKey((long) at));
                }
            }
        }

        private void fill(Content content, int from, int count, long number) throws Exception {
            Map<String, Long> more = new HashMap<>();
            Map<Long, Tuple2<String, Long>> morePairs = new HashMap<>();
            for (int i = from; i < from + count; i++) {
                more.put("n" + i % ENTRIES, number);
                morePairs.put((long) i % ENTRIES, Tuple2.of("f", number));
                list.add(Tuple2.of("f", (long) i));
                content.list.add(Tuple2.of("f", (long) i));
            }
            numbers.putAll(more);
            content.numbers.putAll(more);
            pairs.putAll(morePairs);
            morePairs.forEach((key, pair) -> content.pairs.put(key, pair.copy()));
        }

        /** Removes much by iterators over entries, keys and values. */
        private void sift(Content content, long number) throws Exception {
            long modulo = 2 + number % 5;
            Iterator<Map.Entry<String, Long>> entries = numbers.iterator();
            while (entries.hasNext()) {
                if (entries.next().getKey().hashCode() % modulo == 0) {
                    entries.hasNext();
                    entries.remove();
                }
            }
            content.numbers.keySet().removeIf(key -> key.hashCode() % modulo == 0);
            Iterator<Long> keys = pairs.keys().iterator();
            while (keys.hasNext()) {
                if (keys.next() % modulo == 0) {
                    keys.remove();
                }
            }
            content.pairs.keySet().removeIf(key -> key % modulo == 0);
            Iterator<Tuple2<String, Long>> values = pairs.values().iterator();
            while (values.hasNext()) {
                Tuple2<String, Long> value = values.next();
                if (value != null && value.f1 % 7 == 0) {
                    values.remove();
                }
            }
            content.pairs.values().removeIf(value -> value != null && value.f1 % 7 == 0);
            assertHolds(content);
        }

        /** Sets values of entries while it goes through them. */
        private void changeAll(Content content, long number) throws Exception {
            for (Map.Entry<String, Long> entry : numbers.entries()) {
                if (entry.getValue() % 3 == 0) {
                    entry.setValue(entry.getValue() + number);
                }
            }
            content.numbers.replaceAll((key, value) -> value % 3 == 0 ? (Long) (value + number) : value);
            for (Map.Entry<Long, Tuple2<String, Long>> entry : pairs.entries()) {
                if (entry.getValue() != null) {
                    entry.getValue().f1 += number;
                    entry.setValue(entry.getValue());
                }
            }
            content.pairs.values().stream().filter(pair -> pair != null).forEach(pair -> pair.f1 += number);
            assertHolds(content);
        }

        private void changeList(Content content, long number) throws Exception {
            List<Tuple2<String, Long>> elements = new ArrayList<>();
            for (Tuple2<String, Long> element : list.get()) {
                element.f1 += number;
                elements.add(element);
            }
            list.update(elements);
            content.list.forEach(element -> element.f1 += number);
            assertHolds(content);
        }

        private void assertHolds(Content content) throws Exception {
            Map<String, Long> foundNumbers = new TreeMap<>();
            numbers.entries().forEach(entry -> foundNumbers.put(entry.getKey(), entry.getValue()));
            assertThat(foundNumbers).isEqualTo(content.numbers);
            Map<Long, Tuple2<String, Long>> foundPairs = new TreeMap<>();
            pairs.entries().forEach(entry -> foundPairs.put(entry.getKey(), entry.getValue()));
            assertThat(foundPairs).isEqualTo(content.pairs);
            List<Tuple2<String, Long>> elements = new ArrayList<>();
            list.get().forEach(elements::add);
            assertThat(elements).isEqualTo(content.list);
        }

        private void assertHolds(Map<Integer, Content> expected) throws Exception {
            for (int key = 0; key < KEYS; key++) {
                if (expected.containsKey(key)) {
                    use(key);
                    assertHolds(expected.get(key));
                }
            }
        }

        private Map<Integer, Content> expected() {
            Map<Integer, Content> copy = new HashMap<>();
            model.forEach((key, content) -> copy.put(key, content.copy()));
            return copy;
        }

        @Override
        public void close() {
            operator.close();
        }
    }

    private static final KeyGroupRange ALL = new KeyGroupRange(0, MAX_PARALLELISM);

    private void assertHolds(OperatorPieces pieces, Map<Integer, Content> expected) throws Exception {
        try (Machine restored = new Machine(1, ALL, pieces)) {
            restored.assertHolds(expected);
        }
    }

    @Test
    void largeMapsAndListsBehaveLikePlainOnesWhateverIsCutMeanwhile() throws Exception {
        try (Machine machine = new Machine(3, ALL, OperatorPieces.NONE)) {
            List<OperatorSnapshot> open = new ArrayList<>();
            List<Map<Integer, Content>> expected = new ArrayList<>();
            for (int i = 0; i < steps(); i++) {
                machine.step();
                if (machine.random.nextInt(steps() / 25) == 0) {
                    open.add(machine.operator.snapshot(i));
                    expected.add(machine.expected());
                }
                if (open.size() > machine.random.nextInt(1, 4)) {
                    int which = machine.random.nextInt(open.size());
                    OperatorSnapshot snapshot = open.remove(which);
                    assertHolds(snapshot.write(new MemorySnapshotStore()), expected.remove(which));
                    snapshot.close();
                }
            }
            machine.assertHolds(machine.model);
            open.forEach(OperatorSnapshot::close);
        }
    }

    @Test
    void aSnapshotOfLargeMapsAndListsIsWrittenByAnotherThreadWhileTheTaskGoesOn() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (Machine machine = new Machine(5, ALL, OperatorPieces.NONE)) {
            for (int round = 0; round < 8; round++) {
                for (int i = 0; i < steps() / 10; i++) {
                    machine.step();
                }
                Map<Integer, Content> expected = machine.expected();
                OperatorSnapshot snapshot = machine.operator.snapshot(round);
                Future<OperatorPieces> pieces = writer.submit(() -> snapshot.write(new MemorySnapshotStore()));
                while (!pieces.isDone()) {
                    machine.step();
                }
                snapshot.close();
                assertHolds(pieces.get(), expected);
            }
            machine.assertHolds(machine.model);
        } finally {
            writer.shutdown();
            assertThat(writer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void largeMapsAndListsMoveToOtherInstancesAndGoOn() throws Exception {
        OperatorPieces pieces;
        Map<Integer, Content> expected;
        try (Machine machine = new Machine(7, ALL, OperatorPieces.NONE)) {
            for (int i = 0; i < steps() / 4; i++) {
                machine.step();
            }
            expected = machine.expected();
            try (OperatorSnapshot snapshot = machine.operator.snapshot(1)) {
                pieces = snapshot.write(new MemorySnapshotStore());
            }
        }
        int found = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            KeyGroupRange groups = KeyGroupRange.of(subtask, 2, MAX_PARALLELISM);
            OperatorPieces own = Redistribution.forInstance(List.of(pieces), subtask, 2, MAX_PARALLELISM);
            try (Machine machine = new Machine(9, groups, own)) {
                for (Map.Entry<Integer, Content> entry : expected.entrySet()) {
                    if (groups.contains(KeyGroups.groupOf(KeyGroups.spread(entry.getKey()), MAX_PARALLELISM))) {
                        machine.use(entry.getKey());
                        machine.assertHolds(entry.getValue());
                        machine.changeAll(entry.getValue(), 5);
                        found++;
                    }
                }
            }
        }
        assertThat(found).isEqualTo(expected.size()).isPositive();
    }

    @Test
    void aSnapshotThatIsClosedWhileItIsWrittenSaysSo() throws Exception {
        try (Machine machine = new Machine(11, ALL, OperatorPieces.NONE)) {
            for (int i = 0; i < steps() / 4; i++) {
                machine.step();
            }
            OperatorSnapshot snapshot = machine.operator.snapshot(1);
            snapshot.close();
            assertThatThrownBy(() -> snapshot.write(new MemorySnapshotStore())).hasMessageContaining("closed");
            for (int i = 0; i < steps() / 4; i++) {
                machine.step();
            }
            machine.assertHolds(machine.model);
        }
    }
}
