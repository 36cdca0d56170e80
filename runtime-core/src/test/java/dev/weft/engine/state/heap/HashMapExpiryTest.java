package dev.weft.engine.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ExpiryContract;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.testing.NoMetrics;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashMapExpiryTest extends ExpiryContract {

    private long nowMs;

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }

    private OperatorState open() throws Exception {
        return open(OperatorPieces.NONE);
    }

    private OperatorState open(OperatorPieces restored) throws Exception {
        FakeStateHost host = new FakeStateHost("op", getClass().getClassLoader(), new NoMetrics(), () -> nowMs);
        return OperatorState.keyed(
                new OperatorState.Source(backend(), host, new ExecutionConfig(), restored),
                new OperatorState.Keys(Types.INT, new KeyGroupRange(0, 2), 2));
    }

    private static ValueStateDescriptor<Long> expiring(StateTtlConfig.Builder config) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("v", Types.LONG);
        descriptor.enableTimeToLive(config.disableCleanupInBackground().build());
        return descriptor;
    }

    private static StateTtlConfig.Builder tenMilliseconds() {
        return StateTtlConfig.newBuilder(Duration.ofMillis(10)).returnExpiredIfNotCleanedUp();
    }

    private static long savedBytes(OperatorState state) throws Exception {
        try (OperatorSnapshot snapshot = state.snapshot(1)) {
            return keyedBytes(snapshot.write(new MemorySnapshotStore()));
        }
    }

    private static long keyedBytes(OperatorPieces pieces) {
        return pieces.keyed().get(0).bytes().get(0).length();
    }

    private static void fill(OperatorState state, ValueState<Long> value) throws Exception {
        for (int key = 0; key < 100; key++) {
            state.keyed().use(key, KeyGroups.spread(key));
            value.update(1L);
        }
    }

    @Test
    void aFullSnapshotLeavesOutTheDeadIfThatIsWanted() throws Exception {
        OperatorState keeping = open();
        fill(keeping, keeping.keyed().getState(expiring(tenMilliseconds())));
        OperatorState cleaning = open();
        fill(cleaning, cleaning.keyed().getState(expiring(tenMilliseconds().cleanupFullSnapshot())));
        assertThat(savedBytes(cleaning)).isEqualTo(savedBytes(keeping));
        nowMs = 10;
        assertThat(savedBytes(cleaning)).isLessThan(savedBytes(keeping) - 100 * 20);
    }

    @Test
    void usesOfTheStateRemoveTheDeadOfOtherKeysLittleByLittle() throws Exception {
        OperatorState state = open();
        ValueState<Long> value =
                state.keyed().getState(expiring(tenMilliseconds().cleanupIncrementally(2, false)));
        fill(state, value);
        long full = savedBytes(state);
        nowMs = 10;
        state.keyed().use(1000, KeyGroups.spread(1000));
        for (int i = 0; i < 200; i++) {
            value.value();
        }
        assertThat(savedBytes(state)).isLessThan(full - 100 * 20);
    }

    @Test
    void usesRemoveTheDeadEntriesOfALargeMapLittleByLittleAndACutStillHasThem() throws Exception {
        OperatorState state = open();
        MapStateDescriptor<Integer, int[]> descriptor =
                new MapStateDescriptor<>("m", Types.INT, TypeInformation.of(int[].class));
        descriptor.enableTimeToLive(tenMilliseconds()
                .cleanupIncrementally(5, false)
                .disableCleanupInBackground()
                .build());
        MapState<Integer, int[]> map = state.keyed().getMapState(descriptor);
        state.keyed().use(1, KeyGroups.spread(1));
        for (int i = 0; i < 5000; i++) {
            map.put(i, new int[] {i});
        }
        nowMs = 5;
        for (int i = 0; i < 50; i++) {
            map.put(i, new int[] {-i});
        }
        long full = savedBytes(state);
        nowMs = 10;
        try (OperatorSnapshot snapshot = state.snapshot(1)) {
            map.contains(-1);
            long afterOneUse = savedBytes(state);
            assertThat(afterOneUse).isBetween(full * 9 / 10, full - 1);
            for (int i = 0; i < 2000; i++) {
                map.contains(-1);
            }
            assertThat(savedBytes(state)).isLessThan(full / 50);
            assertThat(keyedBytes(snapshot.write(new MemorySnapshotStore()))).isEqualTo(full);
        }
        assertThat(map.keys())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).boxed().toList());
        assertThat(map.get(7)).containsExactly(-7);
        nowMs = 20;
        for (int i = 0; i < 100; i++) {
            map.contains(-1);
        }
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void usesRemoveTheDeadElementsOfLongListsAndACutStillHasThem() throws Exception {
        OperatorState state = open();
        ListStateDescriptor<int[]> descriptor = new ListStateDescriptor<>("l", TypeInformation.of(int[].class));
        descriptor.enableTimeToLive(tenMilliseconds()
                .cleanupIncrementally(5, false)
                .disableCleanupInBackground()
                .build());
        ListState<int[]> list = state.keyed().getListState(descriptor);
        state.keyed().use(1, KeyGroups.spread(1));
        for (int i = 0; i < 1000; i++) {
            nowMs = i < 900 ? 0 : 5;
            list.add(new int[] {i});
        }
        nowMs = 10;
        try (OperatorSnapshot snapshot = state.snapshot(1)) {
            state.keyed().use(2, KeyGroups.spread(2));
            for (int i = 0; i < 100; i++) {
                list.add(new int[] {i});
            }
            state.keyed().use(1, KeyGroups.spread(1));
            int at = 900;
            for (int[] element : list.get()) {
                assertThat(element[0]).isEqualTo(at++);
                element[0] = 0;
            }
            assertThat(at).isEqualTo(1000);
            try (OperatorState restored = open(snapshot.write(new MemorySnapshotStore()))) {
                ListState<int[]> saved = restored.keyed().getListState(descriptor);
                nowMs = 5;
                restored.keyed().use(1, KeyGroups.spread(1));
                List<Integer> numbers = new ArrayList<>();
                saved.get().forEach(element -> numbers.add(element[0]));
                assertThat(numbers)
                        .containsExactlyElementsOf(
                                IntStream.range(0, 1000).boxed().toList());
            }
        }
    }
}
