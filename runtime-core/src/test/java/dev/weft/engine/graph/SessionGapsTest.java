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
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.util.List;
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
    void gapsThatAreAboveOrNotKnownAreLeftToTheTask() {
        for (SessionWindowTimeGapExtractor<Long> extractor : List.<SessionWindowTimeGapExtractor<Long>>of(
                n -> 1, always(10_000), n -> n, n -> n > 3 ? 0 : 1, n -> Math.max(n, 1), n -> n * 0)) {
            assertThat(compile(DynamicEventTimeSessionWindows.withDynamicGap(extractor))
                            .vertices())
                    .hasSize(2);
        }
    }
}
