package dev.weft.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

class KeyedTimersTest {

    /** A clock that wakes by hand. */
    private static final class ManualTime implements ProcessingTimeService {
        private final List<Long> wanted = new ArrayList<>();
        private ProcessingTimeCallback last;
        private long nowMs;

        @Override
        public long getCurrentProcessingTime() {
            return nowMs;
        }

        @Override
        public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            wanted.add(time);
            last = target;
            return null;
        }
    }

    @Test
    void aTimerOfTheCurrentMillisecondWaitsUntilThatIsOver() throws Exception {
        ManualTime clock = new ManualTime();
        List<Long> fired = new ArrayList<>();
        OperatorState state = OperatorState.keyed(
                new OperatorState.Source(
                        new HashMapBackend(), FakeStateHost.of("op"), new ExecutionConfig(), OperatorPieces.NONE),
                new OperatorState.Keys(Types.INT, new KeyGroupRange(0, 4), 4));
        KeyedStates keyed = state.keyed();
        KeyedTimers<Void> timers = keyed.timers("timers", Namespaces.NONE, clock, (domain, time) -> fired.add(time));
        keyed.use(1, KeyGroups.spread(1));
        for (long time : new long[] {40, 48, 49, 50}) {
            timers.registerProcessingTime(time, null);
        }
        clock.nowMs = 50;
        clock.last.onProcessingTime(40);
        assertThat(fired).containsExactly(40L, 48L, 49L);
        assertThat(clock.wanted).endsWith(50L);
        clock.nowMs = 51;
        clock.last.onProcessingTime(50);
        assertThat(fired).endsWith(50L);
        state.close();
    }
}
