package dev.weft.engine.jobmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.jobmaster.CommitDecision.Candidate;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.JobView.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static Failure failure(ErrorCode code, String name) {
        return new Failure(0, new FailureCause(code, "T", name, ""), Optional.empty(), Optional.empty());
    }

    private static List<String> ordered(Failure... heard) {
        return RootCause.first(List.of(heard)).stream()
                .map(failure -> failure.cause().message())
                .toList();
    }

    @Test
    void theFirstFailureIsTheRoot() {
        assertThat(ordered(failure(ErrorCode.USER_CODE, "a"), failure(ErrorCode.EXECUTOR_LOST, "b")))
                .containsExactly("a", "b");
    }

    @Test
    void aBrokenConnectionIsAnEchoEvenWhenItIsHeardFirst() {
        assertThat(ordered(
                        failure(ErrorCode.CONNECTION_LOST, "echo 1"),
                        failure(ErrorCode.CONNECTION_LOST, "echo 2"),
                        failure(ErrorCode.EXECUTOR_LOST, "cause"),
                        failure(ErrorCode.USER_CODE, "later")))
                .containsExactly("cause", "echo 1", "echo 2", "later");
    }

    @Test
    void whenAllAreBrokenConnectionsTheFirstIsTheRoot() {
        assertThat(ordered(failure(ErrorCode.CONNECTION_LOST, "a"), failure(ErrorCode.CONNECTION_LOST, "b")))
                .containsExactly("a", "b");
        assertThat(ordered()).isEmpty();
    }

    @Test
    void aJobCommitsWhenItsSinksAreReadyAndAllElseHasFinished() {
        Candidate source = new Candidate(false, false, TaskState.FINISHED);
        Candidate ready = new Candidate(true, true, TaskState.RUNNING);
        assertThat(CommitDecision.commit(List.of(source, ready, ready))).isTrue();
        assertThat(CommitDecision.commit(List.of(source, ready, new Candidate(true, false, TaskState.FINISHED))))
                .isTrue();
    }

    @Test
    void aJobDoesNotCommitWhileAnythingCanStillFail() {
        Candidate ready = new Candidate(true, true, TaskState.RUNNING);
        for (TaskState state : TaskState.values()) {
            if (state != TaskState.FINISHED) {
                assertThat(CommitDecision.commit(List.of(ready, new Candidate(false, false, state))))
                        .as("another task is %s", state)
                        .isFalse();
                assertThat(CommitDecision.commit(List.of(ready, new Candidate(true, false, state))))
                        .as("another sink is %s and not ready", state)
                        .isFalse();
            }
        }
    }

    @Test
    void aJobWithNothingToCommitDoesNotCommit() {
        assertThat(CommitDecision.commit(List.of(new Candidate(false, false, TaskState.FINISHED))))
                .isFalse();
    }
}
