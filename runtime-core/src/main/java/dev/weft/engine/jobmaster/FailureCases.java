package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.view.FailureHistory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Failure history of one job, grouped into cases: failures that are reported before a restart has deployed belong to
 * that restart's case. Owned by the JobMaster's loop.
 */
@LoopOwned
final class FailureCases {

    private final int remembered;
    private final Deque<FailureLedger> cases = new ArrayDeque<>();
    private boolean open;
    private long restarts;

    /** @param remembered how many cases are kept; older ones are dropped */
    FailureCases(int remembered) {
        this.remembered = remembered;
    }

    /** The case to which a failure that is reported now belongs. */
    FailureLedger current() {
        if (!open) {
            open = true;
            cases.addFirst(new FailureLedger());
            if (cases.size() > remembered) {
                cases.removeLast();
            }
        }
        return cases.getFirst();
    }

    /** Whether there is a failure that was followed neither by a restart nor by the job's end. */
    boolean isOpen() {
        return open;
    }

    /** Whether the last task of a job of this status may have ended by an echo, or by a loss, of which more is to be heard. */
    boolean awaitMore(JobStatus status) {
        return open
                && status != JobStatus.CANCELLING
                && (current().awaitsExplanation()
                        || (status == JobStatus.RUNNING && current().awaitsCulprit()));
    }

    void countRestart() {
        restarts++;
    }

    long restarts() {
        return restarts;
    }

    /** A restart has followed: ends the current case, and drops the exception objects, which no program waits for now. */
    void close() {
        open = false;
        cases.forEach(FailureLedger::dropExceptions);
    }

    void explain(ExecutorId executor, FailureCause cause) {
        cases.forEach(one -> one.explain(executor, cause));
    }

    FailureHistory history() {
        return new FailureHistory(
                restarts,
                cases.stream()
                        .filter(one -> !one.isEmpty())
                        .map(FailureLedger::summary)
                        .toList());
    }
}
