package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.view.FailureHistory;
import dev.weft.engine.view.JobView.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Root-cause analysis of the failures that belong to one restart, or to one end of the job. A failure of a task that
 * only lost its peer is an "echo", even when it is reported first: the peer's own failure, or its executor's loss, is
 * the root cause. Decides only; owned by the JobMaster's loop.
 */
@LoopOwned
final class FailureLedger {

    /** @param of the attempts that failed by it; empty when it is not a failure of tasks */
    private record Heard(Failure failure, Set<ExecutionAttemptId> of) {
        boolean isEcho() {
            return failure.cause().isFollowUp();
        }

        Optional<ExecutionAttemptId> culprit() {
            return failure.cause().origin().culprit();
        }
    }

    private final List<Heard> heard = new ArrayList<>();
    private final Set<ExecutorId> unexplained = new HashSet<>();

    void add(Failure failure, Collection<ExecutionAttemptId> of) {
        heard.add(new Heard(failure, Set.copyOf(of)));
    }

    /** The cluster will explain later why this executor was lost. */
    void awaitExplanationOf(ExecutorId executor) {
        unexplained.add(executor);
    }

    /** The cluster explains why an executor was lost. */
    void explain(ExecutorId executor, FailureCause cause) {
        if (!unexplained.remove(executor)) {
            return;
        }
        heard.replaceAll(one -> one.failure().cause().code() == ErrorCode.EXECUTOR_LOST
                        && one.failure().executor().filter(executor::equals).isPresent()
                ? new Heard(one.failure().because(cause), one.of())
                : one);
    }

    /** Keeps of the exceptions their text only. */
    void dropExceptions() {
        heard.replaceAll(
                one -> new Heard(one.failure().because(one.failure().cause().withoutException()), one.of()));
    }

    /** Whether the explanation of a loss is still to come. */
    boolean awaitsExplanation() {
        return !unexplained.isEmpty();
    }

    boolean isEmpty() {
        return heard.isEmpty();
    }

    /** Whether only echoes were reported so far, without the failure that caused them. */
    boolean awaitsCulprit() {
        return !heard.isEmpty() && heard.stream().allMatch(Heard::isEcho);
    }

    /** Whether an echo names one of these attempts as its cause, so that their fate matters although they had ended. */
    boolean blames(Collection<ExecutionAttemptId> attempts) {
        return heard.stream().map(Heard::culprit).flatMap(Optional::stream).anyMatch(attempts::contains);
    }

    /** The root cause; present as soon as a failure was reported. */
    Failure root() {
        for (Heard one : heard) {
            Optional<Heard> root = rootOf(one);
            if (root.isPresent()) {
                return root.get().failure();
            }
        }
        return heard.stream()
                .filter(one -> !one.isEcho())
                .findFirst()
                .orElse(heard.get(0))
                .failure();
    }

    /** Follows echoes from task to task, to a failure that is not an echo. */
    private Optional<Heard> rootOf(Heard start) {
        Set<Heard> passed = new HashSet<>();
        Optional<Heard> at = Optional.of(start);
        while (at.isPresent() && at.get().isEcho() && passed.add(at.get())) {
            at = at.get().culprit().flatMap(this::failureOf);
        }
        return at.filter(one -> !one.isEcho());
    }

    private Optional<Heard> failureOf(ExecutionAttemptId attempt) {
        List<Heard> all =
                heard.stream().filter(one -> one.of().contains(attempt)).toList();
        return all.stream()
                .filter(one -> !one.isEcho())
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** The root cause, and all other failures in the order of their reports. */
    FailureHistory.Case summary() {
        Failure root = root();
        List<Failure> others =
                new ArrayList<>(heard.stream().map(Heard::failure).toList());
        others.remove(root);
        return new FailureHistory.Case(root, others);
    }
}
