package dev.weft.engine.jobmaster;

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

    /** @param remembered how many cases are kept; the oldest are forgotten */
    FailureCases(int remembered) {
        this.remembered = remembered;
    }

    /** The case to which a failure belongs that is heard now. */
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

    /** Whether something was heard that neither a restart nor the job's end has answered. */
    boolean isOpen() {
        return open;
    }

    void countRestart() {
        restarts++;
    }

    long restarts() {
        return restarts;
    }

    /** A restart has answered what was heard; no program waits for its exceptions any more. */
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
