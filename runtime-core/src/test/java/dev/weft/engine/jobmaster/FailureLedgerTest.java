package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.FailureOrigin.LostConsumer;
import dev.weft.engine.protocol.FailureOrigin.LostProducer;
import dev.weft.engine.view.JobView.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureLedgerTest {

    private final FailureLedger ledger = new FailureLedger();

    private static ExecutionAttemptId task(int number) {
        return new ExecutionAttemptId(vertexId(number), 0, 0, 1);
    }

    private void hear(String name, FailureOrigin origin, ExecutionAttemptId... of) {
        ErrorCode code = origin.culprit().isPresent() ? ErrorCode.CONNECTION_LOST : ErrorCode.USER_CODE;
        FailureCause cause = new FailureCause(code, "T", name, "", origin);
        ledger.add(new Failure(0, cause, Optional.empty(), Optional.empty(), Optional.empty()), List.of(of));
    }

    private List<String> ordered() {
        return messages(ledger);
    }

    private static List<String> messages(FailureLedger ledger) {
        List<Failure> all = new ArrayList<>(List.of(ledger.summary().root()));
        all.addAll(ledger.summary().others());
        return all.stream().map(failure -> failure.cause().message()).toList();
    }

    @Test
    void theFirstFailureIsTheRootWhenAllAreOwnOnes() {
        hear("a", FailureOrigin.OWN, task(1));
        hear("b", FailureOrigin.OWN, task(2));
        assertThat(ordered()).containsExactly("a", "b");
        assertThat(ledger.awaitsCulprit()).isFalse();
    }

    @Test
    void whomAnEchoNamesIsTheRootAlthoughAnotherFailedMeanwhile() {
        hear("echo", new LostProducer(task(1)), task(2));
        assertThat(ledger.awaitsCulprit()).isTrue();
        hear("meanwhile", FailureOrigin.OWN, task(3));
        hear("culprit", FailureOrigin.OWN, task(1));
        assertThat(ordered()).containsExactly("culprit", "echo", "meanwhile");
    }

    @Test
    void aPlainFailureIsTheRootWhenTheOneThatAnEchoNamesHasNone() {
        hear("echo", new LostProducer(task(1)), task(2));
        hear("meanwhile", FailureOrigin.OWN, task(3));
        assertThat(ordered()).containsExactly("meanwhile", "echo");
    }

    @Test
    void theLossOfAnExecutorCountsMoreThanWhatItsTasksHadReported() {
        hear("echo", new LostProducer(task(1)), task(2));
        hear("echo of the echo", new LostConsumer(task(2)), task(1));
        assertThat(ledger.blames(List.of(task(1)))).isTrue();
        assertThat(ledger.blames(List.of(task(3)))).isFalse();
        hear("executor lost", FailureOrigin.OWN, task(1), task(4));
        assertThat(ordered()).containsExactly("executor lost", "echo", "echo of the echo");
    }

    @Test
    void tasksThatBlameEachOtherAreToldInTheOrderInWhichTheyWereHeard() {
        hear("a", new LostProducer(task(2)), task(1));
        hear("b", new LostConsumer(task(1)), task(2));
        assertThat(ordered()).containsExactly("a", "b");
        assertThat(ledger.awaitsCulprit()).isTrue();
        assertThat(new FailureLedger().awaitsCulprit()).isFalse();
    }

    @Test
    void theReasonOfALossReplacesWhatWasSeenOfItFirst() {
        ExecutorId executor = new ExecutorId("e1");
        FailureCause seen = new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "connection reset", "");
        ledger.add(new Failure(0, seen, Optional.empty(), Optional.of(executor), Optional.empty()), List.of(task(1)));
        ledger.awaitExplanationOf(executor);
        assertThat(ledger.awaitsExplanation()).isTrue();
        ledger.explain(new ExecutorId("e2"), new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "of another", ""));
        ledger.explain(executor, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "exit status 137", ""));
        assertThat(ledger.awaitsExplanation()).isFalse();
        assertThat(ordered()).containsExactly("exit status 137");
    }

    /** Task 0 fails by itself; every other names one that failed before it, directly or not because of task 0. */
    @Test
    void theOnlyOwnFailureIsTheRootInWhicheverOrderAnyNumberOfEchoesArrives() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            FailureLedger one = new FailureLedger();
            List<Runnable> reports = new ArrayList<>();
            int tasks = 2 + random.nextInt(6);
            for (int i = 0; i < tasks; i++) {
                ExecutionAttemptId named = task(i == 0 ? 0 : random.nextInt(i));
                FailureOrigin origin = i == 0
                        ? FailureOrigin.OWN
                        : random.nextBoolean() ? new LostProducer(named) : new LostConsumer(named);
                FailureCause cause = new FailureCause(ErrorCode.INTERNAL, "T", "task " + i, "", origin);
                List<ExecutionAttemptId> of = List.of(task(i));
                reports.add(
                        () -> one.add(new Failure(0, cause, Optional.empty(), Optional.empty(), Optional.empty()), of));
            }
            Collections.shuffle(reports, random);
            reports.forEach(Runnable::run);
            assertThat(one.root().cause().message()).isEqualTo("task 0");
            assertThat(messages(one)).hasSize(tasks);
        }
    }
}
