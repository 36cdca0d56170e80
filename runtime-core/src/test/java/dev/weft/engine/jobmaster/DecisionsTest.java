package dev.weft.engine.jobmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.jobmaster.CommitDecision.Candidate;
import dev.weft.engine.protocol.TaskState;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {

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
