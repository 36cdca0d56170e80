package dev.weft.engine.measure;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.testing.FakeTask;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.SplittableRandom;

/** Benchmark of keyed state and timers on the heap alone: one thread, one operator, the keys of half the key groups. */
final class KeyedStateLoop {

    private static final int RECORDS = 2_000_000;
    private static final int TIMERS = 1_000_000;
    private static final int GROUPS = 128;

    private final long[] keys = new long[RECORDS];
    private final int[] hashes = new int[RECORDS];
    private final SplittableRandom random = new SplittableRandom(1);

    public static void main(String[] args) throws Exception {
        KeyedStateLoop loop = new KeyedStateLoop();
        loop.counters(1_000_000);
        loop.counters(10_000_000);
        loop.timers("ten times", 10);
        loop.timers("600 000 times", 600_000);
        loop.timers("each another", 1L << 50);
    }

    private static OperatorState open() throws Exception {
        return OperatorState.keyed(
                new OperatorState.Source(
                        new HashMapBackend(), FakeStateHost.of("loop"), new ExecutionConfig(), OperatorPieces.NONE),
                new OperatorState.Keys(Types.LONG, new KeyGroupRange(0, GROUPS / 2), GROUPS));
    }

    private void drawKeys(int count) {
        for (int i = 0; i < RECORDS; ) {
            long key = random.nextInt(2 * count);
            int hash = KeyGroups.spread(Long.hashCode(key));
            if (KeyGroups.groupOf(hash, GROUPS) < GROUPS / 2) {
                keys[i] = key;
                hashes[i++] = hash;
            }
        }
    }

    private void counters(int keyCount) throws Exception {
        try (OperatorState state = open()) {
            ValueState<Long> counter = state.keyed().getState(new ValueStateDescriptor<>("counter", Types.LONG));
            for (int round = 0; round < 10; round++) {
                drawKeys(keyCount);
                tell("count " + keyCount + " keys", count(state.keyed(), counter));
            }
            long begin = System.nanoTime();
            try (OperatorSnapshot snapshot = state.snapshot(1)) {
                System.out.printf("cut in %d us%n", (System.nanoTime() - begin) / 1000);
                tell("count while the cut is open", count(state.keyed(), counter));
                begin = System.nanoTime();
                snapshot.write(new MemorySnapshotStore());
                System.out.printf("written in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
            }
            tell("count afterwards", count(state.keyed(), counter));
        }
    }

    private double count(KeyedStates state, ValueState<Long> counter) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < RECORDS; i++) {
            state.use(keys[i], hashes[i]);
            Long before = counter.value();
            counter.update(before == null ? 1 : before + 1);
        }
        return (System.nanoTime() - begin) / (double) RECORDS;
    }

    private void timers(String name, long differentTimes) throws Exception {
        drawKeys(TIMERS);
        long[] times = random.longs(TIMERS, 0, differentTimes).toArray();
        for (int round = 0; round < 5; round++) {
            try (OperatorState state = open()) {
                long[] fired = new long[1];
                KeyedTimers<Void> timers = state.keyed()
                        .timers("timers", Namespaces.NONE, new FakeTask(false), (domain, time) -> fired[0]++);
                tell("register, " + name, register(state.keyed(), timers, times));
                tell("register again, " + name, register(state.keyed(), timers, times));
                long begin = System.nanoTime();
                timers.advance(Long.MAX_VALUE);
                tell("fire, " + name, (System.nanoTime() - begin) / (double) fired[0]);
            }
        }
    }

    private double register(KeyedStates state, KeyedTimers<Void> timers, long[] times) {
        long begin = System.nanoTime();
        for (int i = 0; i < TIMERS; i++) {
            state.use(keys[i], hashes[i]);
            timers.registerEventTime(times[i], null);
        }
        return (System.nanoTime() - begin) / (double) TIMERS;
    }

    private static void tell(String what, double ns) {
        System.out.printf("%s: %.0f ns%n", what, ns);
    }
}
