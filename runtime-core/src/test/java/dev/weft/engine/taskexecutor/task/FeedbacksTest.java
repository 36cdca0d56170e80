package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import org.junit.jupiter.api.Test;

class FeedbacksTest {

    private static final VertexId HEAD = new VertexId("0a".repeat(16));
    private static final VertexId TAIL = new VertexId("0b".repeat(16));

    private final Feedbacks feedbacks = new Feedbacks();

    private static ExecutionAttemptId head(int subtask, int attempt, long epoch) {
        return new ExecutionAttemptId(HEAD, subtask, attempt, epoch);
    }

    private static ExecutionAttemptId tail(int subtask, int attempt, long epoch) {
        return new ExecutionAttemptId(TAIL, subtask, attempt, epoch);
    }

    @Test
    void bothEndsOfAnAttemptMeetInOneQueue() {
        assertThat(feedbacks.of(7, tail(1, 2, 3))).isSameAs(feedbacks.of(7, head(1, 2, 3)));
    }

    @Test
    void subtasksAndIterationsHaveQueuesOfTheirOwn() {
        assertThat(feedbacks.of(7, tail(1, 0, 1)))
                .isNotSameAs(feedbacks.of(7, head(2, 0, 1)))
                .isNotSameAs(feedbacks.of(8, head(1, 0, 1)));
    }

    @Test
    void aNewAttemptDoesNotMeetTheQueueOfTheFormerOne() {
        assertThat(feedbacks.of(7, head(1, 0, 1))).isNotSameAs(feedbacks.of(7, head(1, 1, 1)));
    }

    @Test
    void theFirstAttemptOfALaterMasterDoesNotMeetTheQueueOfTheFirstMastersFirstAttempt() {
        assertThat(feedbacks.of(7, head(1, 0, 1))).isNotSameAs(feedbacks.of(7, head(1, 0, 2)));
    }

    @Test
    void anEndOfAFormerAttemptThatAsksLateMeetsNobody() {
        feedbacks.of(7, head(1, 0, 1));
        assertThat(feedbacks.of(7, tail(1, 5, 1))).isNotSameAs(feedbacks.of(7, head(1, 0, 2)));

        assertThat(feedbacks.of(7, tail(1, 5, 1))).isNotSameAs(feedbacks.of(7, tail(1, 0, 2)));
        assertThat(feedbacks.of(7, tail(1, 0, 2))).isSameAs(feedbacks.of(7, head(1, 0, 2)));
    }
}
