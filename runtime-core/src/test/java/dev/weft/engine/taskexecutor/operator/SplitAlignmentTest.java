package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkAlignmentParams;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.core.io.InputStatus;
import dev.weft.engine.taskexecutor.operator.SourceAlignment.ActivityClock;
import dev.weft.engine.testing.FakeTask;
import dev.weft.engine.testing.NoMetrics;
import dev.weft.util.clock.RelativeClock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which splits of a reader are paused by alignment, and that each of them is resumed. */
class SplitAlignmentTest {

    private static final long INTERVAL_MS = 10;

    private final FakeTask task = new FakeTask(false);
    private final RecordingReceiver received = new RecordingReceiver();
    private final ManualClock nanos = new ManualClock();
    private final ActivityClock clock = new ActivityClock(nanos);
    private final Splits reader = new Splits();
    private long nowMs;

    private static final class ManualClock implements RelativeClock {
        private long ms;

        @Override
        public long relativeTimeMillis() {
            return ms;
        }

        @Override
        public long relativeTimeNanos() {
            return ms * 1_000_000;
        }
    }

    /** Knows which of its splits are held back. */
    private static final class Splits implements SourceReader<Object, SourceSplit> {
        private final Set<String> paused = new HashSet<>();

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Object> output) {
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<SourceSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<SourceSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
            for (String split : splitsToPause) {
                assertThat(paused.add(split)).as("%s is paused once", split).isTrue();
            }
            for (String split : splitsToResume) {
                assertThat(paused.remove(split)).as("%s is resumed once", split).isTrue();
            }
        }

        @Override
        public void close() {}
    }

    /** The timestamp of every element is a watermark. */
    private static final class Each implements WatermarkGenerator<Object> {
        @Override
        public void onEvent(Object event, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private SourceOutputs outputs(WatermarkStrategy<Object> strategy) {
        return new SourceOutputs(strategy, new WatermarkStrategyContext(new NoMetrics(), clock), received, received);
    }

    private SourceAlignment started(SourceOutputs outputs) {
        SourceAlignment alignment =
                new SourceAlignment(new WatermarkAlignmentParams(5, "group", INTERVAL_MS), 0, task, clock);
        alignment.start(outputs, reader);
        return alignment;
    }

    private void nextReport() {
        nowMs += INTERVAL_MS;
        task.advanceTo(nowMs);
    }

    @Test
    void aSplitThatIsLeftAloneIsNotHeldBackForEver() {
        SourceOutputs outputs = outputs(WatermarkStrategy.forGenerator(context -> new Each()));
        SourceAlignment alignment = started(outputs);
        outputs.createOutputForSplit("slow").collect("a", 10);
        outputs.createOutputForSplit("fast").collect("b", 100);
        alignment.onLimit(50);
        assertThat(reader.paused).containsExactly("fast");
        outputs.releaseOutputForSplit("slow");
        assertThat(alignment.holdsBack()).as("the reader is ahead").isTrue();
        alignment.onLimit(200);
        assertThat(alignment.holdsBack()).isFalse();
        assertThat(reader.paused).isEmpty();
    }

    @Test
    void aSplitThatIsHeldBackDoesNotBecomeIdle() {
        SourceOutputs outputs = outputs(
                WatermarkStrategy.<Object>forGenerator(context -> new Each()).withIdleness(Duration.ofMillis(20)));
        SourceAlignment alignment = started(outputs);
        outputs.createOutputForSplit("slow").collect("a", 10);
        outputs.createOutputForSplit("fast").collect("b", 100);
        alignment.onLimit(50);
        for (int i = 1; i <= 10; i++) {
            nanos.ms += 15;
            outputs.createOutputForSplit("slow").collect("a", 10 + i);
            outputs.onPeriod();
        }
        alignment.onLimit(300);
        assertThat(reader.paused).isEmpty();
        outputs.createOutputForSplit("slow").collect("a", 250);
        assertThat(outputs.watermark())
                .as("that of the fast split, which goes on from there")
                .isEqualTo(100);
    }

    @Test
    void exactlyTheSplitsThatAreAheadAreHeldBack() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            reader.paused.clear();
            SourceOutputs outputs = outputs(WatermarkStrategy.forGenerator(context -> new Each()));
            SourceAlignment alignment = started(outputs);
            Map<String, Long> watermarks = new HashMap<>();
            long limit = Long.MIN_VALUE;
            int compared = 0;
            for (int step = 0; step < 100; step++) {
                String split = "split " + random.nextInt(4);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        outputs.releaseOutputForSplit(split);
                        watermarks.remove(split);
                        nextReport();
                        reader.paused.retainAll(watermarks.keySet());
                    }
                    case 1, 2 -> {
                        limit = Math.max(limit, step * 5L + random.nextInt(100));
                        alignment.onLimit(limit);
                    }
                    case 3 -> nextReport();
                    default -> {
                        if (!reader.paused.contains(split)) {
                            long time = step * 5L + random.nextInt(150);
                            outputs.createOutputForSplit(split).collect("a", time);
                            watermarks.merge(split, time, Math::max);
                            nextReport();
                        }
                    }
                }
                if (alignment.holdsBack()) {
                    continue;
                }
                long now = limit;
                Set<String> ahead = new TreeSet<>();
                if (watermarks.size() > 1) {
                    watermarks.forEach((name, watermark) -> {
                        if (watermark > now) {
                            ahead.add(name);
                        }
                    });
                }
                compared++;
                assertThat(reader.paused).as("seed %d, step %d", seed, step).isEqualTo(ahead);
            }
            assertThat(compared).as("comparisons with seed %d", seed).isPositive();
        }
    }
}
