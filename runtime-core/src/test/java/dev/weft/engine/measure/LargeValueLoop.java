package dev.weft.engine.measure;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Benchmark of maps and lists under one key on the heap, and of the pause of a task after a snapshot. */
final class LargeValueLoop {

    private static final int USES = 1_000_000;
    private static final int KEYS_OF_SMALL_MAPS = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);

    public static void main(String[] args) throws Exception {
        LargeValueLoop loop = new LargeValueLoop();
        for (int round = 0; round < 3; round++) {
            loop.smallMaps(4);
            loop.smallMaps(100);
            for (int size : new int[] {1_000, 30_000, 1_000_000}) {
                loop.map(size, "numbers", Types.LONG, i -> (long) i);
            }
            loop.map(1_000_000, "arrays", TypeInformation.of(int[].class), i -> new int[] {i});
            loop.list("numbers", Types.LONG, i -> (long) i);
            loop.list("arrays", TypeInformation.of(int[].class), i -> new int[] {i});
        }
    }

    private static OperatorState open() throws Exception {
        return OperatorState.keyed(
                new OperatorState.Source(
                        new HashMapBackend(), FakeStateHost.of("loop"), new ExecutionConfig(), OperatorPieces.NONE),
                new OperatorState.Keys(Types.LONG, new KeyGroupRange(0, 128), 128));
    }

    private static void use(OperatorState state, long key) {
        state.keyed().use(key, KeyGroups.spread(Long.hashCode(key)));
    }

    private void smallMaps(int size) throws Exception {
        try (OperatorState state = open()) {
            MapState<Long, Long> map =
                    state.keyed().getMapState(new MapStateDescriptor<>("map", Types.LONG, Types.LONG));
            long[] keys = random.longs(USES, 0, KEYS_OF_SMALL_MAPS).toArray();
            for (int round = 0; round < 3; round++) {
                long begin = System.nanoTime();
                for (int i = 0; i < USES; i++) {
                    use(state, keys[i]);
                    Long at = (long) (i % size);
                    Long before = map.get(at);
                    map.put(at, before == null ? 1 : before + 1);
                }
                System.out.printf(
                        "maps of %d: %.0f ns a get and put%n", size, (System.nanoTime() - begin) / (double) USES);
            }
        }
    }

    private <T> void map(int size, String what, TypeInformation<T> type, IntFunction<T> value) throws Exception {
        try (OperatorState state = open()) {
            MapState<Long, T> map = state.keyed().getMapState(new MapStateDescriptor<>("map", Types.LONG, type));
            use(state, 1);
            for (int i = 0; i < size; i++) {
                map.put((long) i, value.apply(i));
            }
            String name = "map of " + size + " " + what;
            Long[] at = random.ints(USES, 0, size).mapToObj(Long::valueOf).toArray(Long[]::new);
            report(name + ", no cut", times(at, map, value));
            OperatorSnapshot snapshot = cut(state, name);
            report(name + ", cut", times(at, map, value));
            snapshot.close();
        }
    }

    private static <T> long[] times(Long[] at, MapState<Long, T> map, IntFunction<T> value) throws Exception {
        long[] times = new long[at.length + 1];
        times[0] = System.nanoTime();
        for (int i = 0; i < at.length; i++) {
            if (map.get(at[i]) != null) {
                map.put(at[i], value.apply(i));
            }
            times[i + 1] = System.nanoTime();
        }
        return times;
    }

    private <T> void list(String what, TypeInformation<T> type, IntFunction<T> value) throws Exception {
        try (OperatorState state = open()) {
            ListState<T> list = state.keyed().getListState(new ListStateDescriptor<>("list", type));
            use(state, 1);
            for (int i = 0; i < USES; i++) {
                list.add(value.apply(i));
            }
            String name = "list of " + USES + " " + what;
            OperatorSnapshot snapshot = cut(state, name);
            long[] times = new long[1001];
            times[0] = System.nanoTime();
            for (int i = 1; i < times.length; i++) {
                list.add(value.apply(i));
                times[i] = System.nanoTime();
            }
            report(name + ", cut", times);
            snapshot.close();
        }
    }

    private static OperatorSnapshot cut(OperatorState state, String name) throws Exception {
        long begin = System.nanoTime();
        OperatorSnapshot snapshot = state.snapshot(1);
        System.out.printf("%s: cut in %d us%n", name, (System.nanoTime() - begin) / 1000);
        return snapshot;
    }

    private static void report(String what, long[] times) {
        long[] each = new long[times.length - 1];
        for (int i = 0; i < each.length; i++) {
            each[i] = times[i + 1] - times[i];
        }
        double mean = (times[each.length] - times[0]) / (double) each.length;
        long first = each[0];
        Arrays.sort(each);
        System.out.printf(
                "%s: %.0f ns a use, first %d us, 99.9 %% within %d us, longest %d us%n",
                what,
                mean,
                first / 1000,
                each[each.length - 1 - each.length / 1000] / 1000,
                each[each.length - 1] / 1000);
    }
}
