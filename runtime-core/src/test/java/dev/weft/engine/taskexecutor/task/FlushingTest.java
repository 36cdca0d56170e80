package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.Output;
import dev.weft.engine.exchange.RecordingChannel;
import dev.weft.engine.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Flush policy of outputs with different buffer timeouts. */
class FlushingTest {

    private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ManualClock clock = new ManualClock();
    private final List<RecordingChannel> channels = new ArrayList<>();

    private Flushing of(Long... timeoutsMs) {
        List<Output> outputs = new ArrayList<>();
        channels.clear();
        for (int i = 0; i < timeoutsMs.length; i++) {
            RecordingChannel channel = new RecordingChannel();
            channels.add(channel);
            outputs.add(channel.output());
        }
        return new Flushing(outputs, List.of(timeoutsMs), clock);
    }

    private List<Integer> flushes() {
        return channels.stream().map(RecordingChannel::flushes).toList();
    }

    private void pass(long ms) {
        clock.advance(Duration.ofMillis(ms));
    }

    @Test
    void eachOutputKeepsToItsOwnTimeoutUnderLoad() {
        Flushing flushing = of(5L, -1L, 0L, 100L, 5L);
        for (int ms = 1; ms <= 200; ms++) {
            pass(1);
            flushing.onProgress();
        }
        assertThat(flushes()).containsExactly(40, 0, 200, 2, 40);
    }

    @Test
    void timeThatStandsStillFlushesNothingButOutputsWithATimeoutOfZero() {
        Flushing flushing = of(-1L, 0L, 1L);
        for (int i = 0; i < 10; i++) {
            flushing.onProgress();
        }
        assertThat(flushes()).containsExactly(0, 10, 0);
    }

    @Test
    void nothingToDoFlushesAll() {
        Flushing flushing = of(-1L, 0L, 1000L);
        flushing.onIdle();
        assertThat(flushes()).containsExactly(1, 1, 1);
    }

    @Test
    void outputsWithoutTimeoutsNeedNoClock() {
        List<Output> outputs = List.of(new RecordingChannel().output());
        int[] read = {0};
        Flushing flushing = new Flushing(outputs, List.of(-1L), new Clock() {
            @Override
            public long nanoTime() {
                read[0]++;
                return 0;
            }

            @Override
            public long epochMs() {
                return 0;
            }
        });
        int before = read[0];
        flushing.onProgress();
        assertThat(read[0]).isEqualTo(before);
    }

    @Test
    void asTimePassesEachOutputIsFlushedAtItsOwnTimeoutOrTheLongestWait() {
        Flushing flushing = of(5L, -1L, 40L, 1000L);
        for (int ms = 1; ms <= 200; ms++) {
            pass(1);
            flushing.onTimePassed(LONGEST_WAIT_NS);
        }
        assertThat(flushes()).containsExactly(40, 2, 5, 2);
    }

    @Test
    void asTimePassesItSaysHowLongNothingIsDue() {
        Flushing flushing = of(30L, -1L, 7L, 0L);
        long[] flushed = new long[3];
        for (long ms = 0; ms < 400; ) {
            long ns = flushing.onTimePassed(LONGEST_WAIT_NS);
            assertThat(ns).isPositive();
            for (int i = 0; i < flushed.length; i++) {
                long timeoutMs = List.of(30L, 100L, 7L).get(i);
                assertThat(flushes().get(i)).as("output %d after %d ms", i, ms).isEqualTo((int) (ms / timeoutMs));
            }
            clock.advance(Duration.ofNanos(ns));
            ms += TimeUnit.NANOSECONDS.toMillis(ns);
        }
    }

    @Test
    void anOutputWithATimeoutOfZeroDoesNotFlushTheOthersEarlier() {
        assertThat(of(0L, -1L).onTimePassed(LONGEST_WAIT_NS)).isEqualTo(LONGEST_WAIT_NS);
        assertThat(of(0L, 20L).onTimePassed(LONGEST_WAIT_NS)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    /** Whatever the others do, and whether there is load or nothing to do. */
    @Test
    void noOutputWaitsLongerThanItsTimeoutOrIsFlushedEarlierThanThat() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Long[] timeoutsMs = Stream.generate(
                            () -> List.of(-1L, 0L, 3L, 10L, 25L).get(random.nextInt(5)))
                    .limit(1 + random.nextInt(4))
                    .toArray(Long[]::new);
            Flushing flushing = of(timeoutsMs);
            long nowMs = 0;
            long[] onTimeMs = new long[timeoutsMs.length];
            for (int step = 0; step < 200; step++) {
                int ms = random.nextInt(6);
                pass(ms);
                nowMs += ms;
                List<Integer> before = flushes();
                boolean idle = random.nextInt(8) == 0;
                if (idle) {
                    flushing.onIdle();
                } else {
                    flushing.onProgress();
                }
                for (int i = 0; i < timeoutsMs.length; i++) {
                    boolean due = timeoutsMs[i] >= 0 && nowMs - onTimeMs[i] >= timeoutsMs[i];
                    assertThat(flushes().get(i) - before.get(i))
                            .as("seed %d, step %d, timeout %d ms", seed, step, timeoutsMs[i])
                            .isEqualTo(idle || due ? 1 : 0);
                    if (due && !idle) {
                        onTimeMs[i] = nowMs;
                    }
                }
            }
        }
    }
}
