package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.testing.FakeTask;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of an iteration, on a manual clock. */
class IterationHeadOperatorTest {

    private static final long LONGEST_WAIT_MS = 300;

    private final FakeTask task = new FakeTask(false);
    private final Feedback feedback = task.feedback(0);
    private final RecordingReceiver next = new RecordingReceiver();
    private IterationHeadOperator head = head(LONGEST_WAIT_MS);

    private IterationHeadOperator head(long maxWaitMs) {
        IterationHeadOperator opened =
                new IterationHeadOperator("head", feedback, maxWaitMs, task, new Emitter(next, Map.of()));
        opened.open(new FunctionContext("head", task, this::noState));
        return opened;
    }

    private OperatorState noState(MetricGroup metrics) {
        try {
            return OperatorState.unkeyed(new OperatorState.Source(
                    task.stateBackend(), task.stateHost("head", metrics), task.executionConfig(), OperatorPieces.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        task.close();
    }

    private void giveBack(Object value) {
        feedback.give(value, Batch.NO_TIMESTAMP);
    }

    @Test
    void whatComesBackFollowsTheInput() {
        head.record(1L, 5);
        giveBack(2L);
        feedback.give(3L, 7);
        task.runMails();

        assertThat(next.seen).containsExactly("1@5", "2", "3@7");
    }

    @Test
    void itEndsWhenNothingHasComeBackForItsLongestWait() {
        head.endOfInput();

        assertThat(next.seen).containsExactly("end");
        assertThat(task.getCurrentProcessingTime()).isEqualTo(LONGEST_WAIT_MS);
    }

    @Test
    void whatComesBackAfterTheEndOfTheInputDelaysTheEnd() {
        task.whileWaiting.add(() -> {
            task.advanceTo(200);
            giveBack(1L);
        });
        task.whileWaiting.add(() -> {
            task.advanceTo(450);
            giveBack(2L);
        });
        head.endOfInput();

        assertThat(next.seen).containsExactly("1", "2", "end");
        assertThat(task.getCurrentProcessingTime()).isEqualTo(450 + LONGEST_WAIT_MS);
    }

    @Test
    void withoutALongestWaitItNeverEnds() {
        head = head(0);

        assertThatThrownBy(head::endOfInput).hasMessage("the operator waits for a mail that never comes");
        assertThat(next.seen).isEmpty();
    }

    @Test
    void timeIsOverOnlyWhenNothingComesBackAnyMore() {
        head.watermark(9);
        head.watermark(Long.MAX_VALUE);
        assertThat(next.seen).containsExactly("w9");

        task.whileWaiting.add(() -> giveBack(1L));
        head.endOfInput();

        assertThat(next.seen).containsExactly("w9", "1", "w" + Long.MAX_VALUE, "end");
    }
}
