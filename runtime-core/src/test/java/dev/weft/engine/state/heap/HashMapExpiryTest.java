package dev.weft.engine.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ExpiryContract;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.testing.MemorySnapshotStore;
import dev.weft.engine.testing.NoMetrics;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HashMapExpiryTest extends ExpiryContract {

    private long nowMs;

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }

    private OperatorState open() throws Exception {
        FakeStateHost host = new FakeStateHost("op", getClass().getClassLoader(), new NoMetrics(), () -> nowMs);
        return OperatorState.keyed(
                new OperatorState.Source(backend(), host, new ExecutionConfig(), OperatorPieces.NONE),
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
            return snapshot.write(new MemorySnapshotStore())
                    .keyed()
                    .get(0)
                    .bytes()
                    .get(0)
                    .length();
        }
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
}
