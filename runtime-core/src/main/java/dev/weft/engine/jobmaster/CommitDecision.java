package dev.weft.engine.jobmaster;

import dev.weft.engine.protocol.TaskState;
import java.util.Collection;

/**
 * Two-phase commit decision: the job may commit when every task with a committing sink has prepared and every other
 * task has finished, so that nothing but the commit itself can fail any more. Pure.
 */
final class CommitDecision {

    private CommitDecision() {}

    /**
     * The state of one task that matters for the decision.
     *
     * @param commits whether it holds back effects
     * @param ready whether it has prepared them
     */
    record Candidate(boolean commits, boolean ready, TaskState state) {
        private boolean mayCommit() {
            return state == TaskState.FINISHED || (commits && ready && state == TaskState.RUNNING);
        }

        private boolean waits() {
            return commits && ready && state == TaskState.RUNNING;
        }
    }

    static boolean commit(Collection<Candidate> tasks) {
        return tasks.stream().allMatch(Candidate::mayCommit) && tasks.stream().anyMatch(Candidate::waits);
    }
}
