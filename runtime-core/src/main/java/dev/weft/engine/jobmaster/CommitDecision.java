package dev.weft.engine.jobmaster;

import dev.weft.engine.protocol.TaskState;
import java.util.Collection;

/**
 * Whether a job may make its effects visible: every task that holds effects back has prepared them, and every other task
 * has finished, so that nothing can fail any more but the commit itself. Pure.
 */
final class CommitDecision {

    private CommitDecision() {}

    /**
     * What counts about one task.
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
