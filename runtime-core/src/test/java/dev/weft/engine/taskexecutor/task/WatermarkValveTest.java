package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.exchange.Receiver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WatermarkValveTest {

    /** Remembers marks. */
    private static final class Marks implements Receiver {
        final List<String> seen = new ArrayList<>();

        @Override
        public void record(Object value, long timestamp) {
            throw new AssertionError("a valve passes no records");
        }

        @Override
        public void watermark(long timestamp) {
            seen.add("w" + timestamp);
        }

        @Override
        public void idle(boolean idle) {
            seen.add(idle ? "idle" : "active");
        }

        @Override
        public void endOfInput() {
            throw new AssertionError("a valve passes no end");
        }
    }

    private final Marks marks = new Marks();

    @Test
    void theLowestWatermarkOfAllChannelsCounts() {
        WatermarkValve valve = new WatermarkValve(2, marks);
        valve.watermark(0, 5);
        valve.watermark(1, 3);
        valve.watermark(1, 9);
        valve.watermark(0, 4);
        assertThat(marks.seen).containsExactly("w3", "w5");
    }

    @Test
    void idleChannelsDoNotHoldBackTheOthers() {
        WatermarkValve valve = new WatermarkValve(2, marks);
        valve.watermark(0, 5);
        valve.idle(1, true);
        valve.idle(0, true);
        valve.idle(1, false);
        valve.watermark(1, 7);
        assertThat(marks.seen).containsExactly("w5", "idle", "active", "w7");
    }

    @Test
    void anEndedChannelDoesNotHoldBackTheOthers() {
        WatermarkValve valve = new WatermarkValve(2, marks);
        valve.watermark(0, 5);
        assertThat(valve.end(1)).isFalse();
        assertThat(valve.end(0)).isTrue();
        assertThat(marks.seen).containsExactly("w5");
    }

    @Test
    void timeIsOverOnlyWhenItIsForAllChannels() {
        WatermarkValve valve = new WatermarkValve(3, marks);
        valve.watermark(0, 5);
        valve.watermark(1, 6);
        valve.watermark(2, 7);
        valve.idle(2, true);
        valve.watermark(0, Long.MAX_VALUE);
        assertThat(valve.end(0)).isFalse();
        valve.watermark(1, Long.MAX_VALUE);
        assertThat(valve.end(1)).isFalse();
        assertThat(marks.seen).containsExactly("w5", "w6", "idle");
        valve.idle(2, false);
        valve.watermark(2, 8);
        valve.watermark(2, Long.MAX_VALUE);
        assertThat(valve.end(2)).isTrue();
        assertThat(marks.seen).containsExactly("w5", "w6", "idle", "active", "w7", "w8", "w" + Long.MAX_VALUE);
    }

    /** FLINK-7728, FLINK-18934. */
    @Test
    void itAgreesWithASimpleModel() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(5);
            Marks seen = new Marks();
            WatermarkValve valve = new WatermarkValve(n, seen);
            long[] watermarks = new long[n];
            Arrays.fill(watermarks, Long.MIN_VALUE);
            boolean[] idle = new boolean[n];
            List<String> expected = new ArrayList<>();
            long emitted = Long.MIN_VALUE;
            boolean allIdle = false;
            for (int step = 0; step < 60; step++) {
                int channel = random.nextInt(n);
                int dice = random.nextInt(40);
                if (dice == 0) {
                    watermarks[channel] = Long.MAX_VALUE;
                    valve.watermark(channel, Long.MAX_VALUE);
                } else if (dice < 10) {
                    idle[channel] = !idle[channel];
                    valve.idle(channel, idle[channel]);
                } else {
                    long watermark = random.nextLong(100);
                    watermarks[channel] = Math.max(watermarks[channel], watermark);
                    valve.watermark(channel, watermark);
                }
                long lowest = Long.MAX_VALUE;
                boolean over = Arrays.stream(watermarks).allMatch(watermark -> watermark == Long.MAX_VALUE);
                boolean all = !over;
                for (int i = 0; i < n; i++) {
                    all &= idle[i] || watermarks[i] == Long.MAX_VALUE;
                    lowest = idle[i] ? lowest : Math.min(lowest, watermarks[i]);
                }
                if (all != allIdle) {
                    allIdle = all;
                    expected.add(all ? "idle" : "active");
                }
                if (!all && lowest > emitted) {
                    emitted = lowest;
                    expected.add("w" + lowest);
                }
            }
            assertThat(seen.seen).isEqualTo(expected);
        }
    }
}
