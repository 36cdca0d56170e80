package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.DynamicProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SessionWindowTimeGapExtractor;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Gaps of dynamic session windows that are rejected at submission. */
class SessionGapsTest {

    private static JobGraph compile(WindowAssigner<? super Long, TimeWindow> assigner) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 10)
                .keyBy(n -> n)
                .window(assigner)
                .reduce(Long::sum)
                .name("sessions")
                .addSink(new DiscardingSink<>());
        return JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB);
    }

    private static SessionWindowTimeGapExtractor<Long> always(long gapMs) {
        return n -> gapMs;
    }

    private static final class Nothing implements SessionWindowTimeGapExtractor<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public long extract(Long element) {
            return gap();
        }

        private long gap() {
            return -5;
        }
    }

    /** Keeps its gap in fields. */
    private static final class Kept implements SessionWindowTimeGapExtractor<Long> {
        private static final long serialVersionUID = 1L;
        private static final Duration DEFAULT = Duration.ofSeconds(Long.getLong("no.such.property", 0));

        private final long seconds;
        private final Duration gap;
        private final transient Duration unknown;
        private long changing;

        Kept(long seconds) {
            this.seconds = seconds;
            this.gap = Duration.ofSeconds(seconds);
            this.unknown = gap;
        }

        @Override
        public long extract(Long element) {
            return seconds * 1000L;
        }

        SessionWindowTimeGapExtractor<Long> ofDuration() {
            return n -> gap.toMillis();
        }

        SessionWindowTimeGapExtractor<Long> ofUnit() {
            return n -> TimeUnit.SECONDS.toMillis(seconds);
        }

        SessionWindowTimeGapExtractor<Long> ofChangingField() {
            return n -> changing;
        }

        SessionWindowTimeGapExtractor<Long> ofTransientField() {
            return n -> unknown.toMillis();
        }

        static SessionWindowTimeGapExtractor<Long> ofInitializedConstant() {
            return n -> DEFAULT.toMillis();
        }
    }

    /** Not serializable: made anew in the task. */
    private abstract static class NotSerialized {
        final long gapMs;

        NotSerialized() {
            this(1);
        }

        NotSerialized(long gapMs) {
            this.gapMs = gapMs;
        }
    }

    private static final class BelowIt extends NotSerialized implements SessionWindowTimeGapExtractor<Long> {
        private static final long serialVersionUID = 1L;

        BelowIt() {
            super(0);
        }

        @Override
        public long extract(Long element) {
            return gapMs;
        }
    }

    private static void assertRefused(SessionWindowTimeGapExtractor<Long> extractor, long gapMs) {
        for (WindowAssigner<Long, TimeWindow> assigner : List.<WindowAssigner<Long, TimeWindow>>of(
                DynamicEventTimeSessionWindows.withDynamicGap(extractor),
                DynamicProcessingTimeSessionWindows.withDynamicGap(extractor))) {
            assertThatThrownBy(() -> compile(assigner))
                    .isInstanceOf(WeftException.class)
                    .hasMessage("operator 'sessions': the gap of a session in " + assigner + " is " + gapMs
                            + " ms, it must be at least 1 ms");
        }
    }

    @Test
    void aGapThatIsAlwaysBelowOneMillisecondIsRefused() {
        assertRefused(n -> 0, 0);
        assertRefused(n -> -1L, -1);
        assertRefused(n -> -1_000_000_000_000L, -1_000_000_000_000L);
        assertRefused(always(0), 0);
        assertRefused(new Nothing(), -5);
    }

    @Test
    void aGapFromAFieldOrALibraryCallIsRefusedIfItIsAlwaysBelowOneMillisecond() {
        Duration none = Duration.ZERO;
        Time zero = Time.seconds(0);
        assertRefused(n -> none.toMillis(), 0);
        assertRefused(n -> Duration.ofMinutes(-2).toMillis(), -120_000);
        assertRefused(n -> Duration.ZERO.toMillis(), 0);
        assertRefused(n -> zero.toMilliseconds(), 0);
        assertRefused(n -> Time.milliseconds(-7).toMilliseconds(), -7);
        assertRefused(new Kept(-3), -3000);
        assertRefused(new Kept(-3).ofDuration(), -3000);
        assertRefused(new Kept(0).ofUnit(), 0);
    }

    @Test
    void aFieldThatMayBeAnotherOneInTheTaskIsLeftToIt() {
        for (SessionWindowTimeGapExtractor<Long> extractor : List.<SessionWindowTimeGapExtractor<Long>>of(
                new Kept(0).ofChangingField(),
                new Kept(0).ofTransientField(),
                Kept.ofInitializedConstant(),
                new BelowIt(),
                n -> Long.getLong("no.such.property", 0),
                n -> Duration.ofDays(Long.MAX_VALUE).toMillis(),
                new Kept(1),
                new Kept(1).ofDuration(),
                new Kept(1).ofUnit())) {
            assertThat(compile(DynamicEventTimeSessionWindows.withDynamicGap(extractor))
                            .vertices())
                    .hasSize(2);
        }
    }

    @Test
    void gapsThatAreAboveOrNotKnownAreLeftToTheTask() {
        for (SessionWindowTimeGapExtractor<Long> extractor : List.<SessionWindowTimeGapExtractor<Long>>of(
                n -> 1, always(10_000), n -> n, n -> n > 3 ? 0 : 1, n -> Math.max(n, 1), n -> n * 0)) {
            assertThat(compile(DynamicEventTimeSessionWindows.withDynamicGap(extractor))
                            .vertices())
                    .hasSize(2);
        }
    }
}
