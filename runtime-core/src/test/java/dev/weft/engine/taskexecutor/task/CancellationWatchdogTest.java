package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationWatchdogTest {

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final List<String> stuck = new ArrayList<>();
    private final FakeCancelled task = new FakeCancelled();

    private void watch(Duration timeout) {
        new CancellationWatchdog(loop, clock, Duration.ofSeconds(30), timeout, stuck::add).watch(task);
    }

    @Test
    void aTaskIsInterruptedAtIntervalsUntilItEnds() {
        watch(Duration.ofMinutes(3));
        loop.advance(Duration.ofSeconds(90));
        assertThat(task.interrupts).isEqualTo(3);
        task.ended = true;
        loop.advance(Duration.ofMinutes(10));
        assertThat(task.interrupts).isEqualTo(3);
        assertThat(stuck).isEmpty();
    }

    @Test
    void aTaskThatDoesNotEndInTimeIsGivenUpWithTheStackOfItsThread() {
        watch(Duration.ofMinutes(3));
        loop.advance(Duration.ofMinutes(3).minusMillis(1));
        assertThat(stuck).isEmpty();
        loop.advance(Duration.ofMillis(1));
        assertThat(stuck)
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith("task Map (1/2) was told to end 180000 ms ago and does not; it is in")
                        .contains("CancellationWatchdogTest"));
        loop.advance(Duration.ofMinutes(10));
        assertThat(stuck).hasSize(1);
    }

    @Test
    void withoutATimeoutATaskIsInterruptedForEver() {
        watch(Duration.ZERO);
        loop.advance(Duration.ofHours(1));
        assertThat(task.interrupts).isEqualTo(120);
        assertThat(stuck).isEmpty();
    }

    private static final class FakeCancelled implements CancellationWatchdog.Cancelled {
        private int interrupts;
        private boolean ended;

        @Override
        public boolean interruptAgain() {
            if (!ended) {
                interrupts++;
            }
            return ended;
        }

        @Override
        public Thread thread() {
            return Thread.currentThread();
        }

        @Override
        public String toString() {
            return "Map (1/2)";
        }
    }
}
