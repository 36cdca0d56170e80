package dev.weft.engine.jobmaster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.jobmaster.checkpoint.CheckpointLedger.Answer;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Part;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointRequest.Next;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.testing.TestJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointLedgerTest {

    private static final ExecutionAttemptId A = task(1);
    private static final ExecutionAttemptId B = task(2);
    private static final Part PART =
            new Part(new Payload(new byte[0]), new CheckpointTimings(0, 0, 0, 0, 0, 0, 0, 0, false), false, 0);

    private long nowNs = Duration.ofDays(1).toNanos();

    private static ExecutionAttemptId task(int number) {
        return new ExecutionAttemptId(TestJobs.vertexId(number), 0, 0, 1);
    }

    private static CheckpointSettings settings(String... keysAndValues) {
        Map<String, String> all = new HashMap<>(Map.of("execution.checkpointing.interval", "10 s"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put("execution.checkpointing." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return CheckpointSettings.of(Configuration.fromMap(all));
    }

    private CheckpointLedger steady(String... keysAndValues) {
        CheckpointLedger ledger = new CheckpointLedger(settings(keysAndValues));
        ledger.becomeSteady(nowNs);
        return ledger;
    }

    @Test
    void aUsersCheckpointWaitsForThePendingOneIfBarriersOvertake() {
        CheckpointLedger ledger = steady("unaligned.enabled", "true");
        pass(10);
        PendingCheckpoint periodic = collecting(ledger);
        ledger.order(order(Kind.CANONICAL_SAVEPOINT, Next.GO_ON));
        assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
        ledger.abort(periodic.id(), nowNs);
        expectDueIn(ledger, 0);
    }

    private void pass(long seconds) {
        nowNs += Duration.ofSeconds(seconds).toNanos();
    }

    private void expectDueIn(CheckpointLedger ledger, long seconds) {
        assertThat(ledger.nanosUntilDue(nowNs))
                .isEqualTo(OptionalLong.of(Duration.ofSeconds(seconds).toNanos()));
    }

    private PendingCheckpoint collecting(CheckpointLedger ledger) {
        PendingCheckpoint begun = ledger.begin(nowNs, 0);
        begun.collect(Map.of(), new CheckpointPlan(List.of(A), Set.of(A, B), Set.of()));
        return begun;
    }

    private PendingCheckpoint storing(CheckpointLedger ledger) {
        PendingCheckpoint begun = collecting(ledger);
        ledger.acknowledge(A, begun.id(), PART);
        assertThat(ledger.acknowledge(B, begun.id(), PART)).isEqualTo(Answer.LAST);
        return begun;
    }

    private static CompletedCheckpoint completed(long id, Kind kind) {
        return new CompletedCheckpoint(
                new CheckpointMetadata(id, 0, kind, List.of()), "d" + id, "a" + id, !kind.isSavepoint());
    }

    private CheckpointLedger.Completion complete(CheckpointLedger ledger, PendingCheckpoint which) {
        return ledger.complete(completed(which.id(), which.order().kind()), nowNs);
    }

    private static List<Long> ids(List<CompletedCheckpoint> checkpoints) {
        return checkpoints.stream().map(CompletedCheckpoint::id).toList();
    }

    private static CheckpointOrder order(Kind kind, Next next) {
        return new CheckpointOrder(true, kind, next, Optional.empty(), new CompletableFuture<>());
    }

    // ---- when

    @Test
    void theFirstIsDueAnIntervalAfterAllTasksRun() {
        CheckpointLedger ledger = new CheckpointLedger(settings());
        assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
        ledger.becomeSteady(nowNs);
        expectDueIn(ledger, 10);
        pass(4);
        ledger.becomeSteady(nowNs);
        expectDueIn(ledger, 6);
        pass(60);
        expectDueIn(ledger, 0);
    }

    @Test
    void nothingIsDueWhileTasksAreDeployedAndTheIntervalBeginsAnewAfterThat() {
        CheckpointLedger ledger = steady();
        pass(9);
        ledger.becomeUnsteady();
        assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
        ledger.becomeSteady(nowNs);
        expectDueIn(ledger, 10);
    }

    @Test
    void onlyOneIsPendingByDefaultAndTheNextIsDueAtOnceWhenItTookLong() {
        CheckpointLedger ledger = steady();
        pass(10);
        PendingCheckpoint first = storing(ledger);
        pass(15);
        assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
        complete(ledger, first);
        expectDueIn(ledger, 0);
    }

    /** FLINK-18856. */
    @Test
    void theMinimumPauseCountsFromTheEndOfAnyCheckpoint() {
        CheckpointLedger ledger = steady("min-pause", "7 s", "tolerable-failed-checkpoints", "9");
        pass(10);
        PendingCheckpoint first = storing(ledger);
        pass(9);
        complete(ledger, first);
        expectDueIn(ledger, 7);
        pass(7);
        PendingCheckpoint second = collecting(ledger);
        pass(8);
        ledger.fail(second.id(), nowNs);
        expectDueIn(ledger, 7);
    }

    @Test
    void soManyMayBePendingAtOnceButOnlyOnePrepares() {
        CheckpointLedger ledger = steady("max-concurrent-checkpoints", "2");
        pass(10);
        PendingCheckpoint first = ledger.begin(nowNs, 0);
        pass(10);
        assertThat(ledger.nanosUntilDue(nowNs)).as("the first prepares").isEmpty();
        first.collect(Map.of(), new CheckpointPlan(List.of(A), Set.of(A, B), Set.of()));
        expectDueIn(ledger, 0);
        collecting(ledger);
        pass(10);
        assertThat(ledger.nanosUntilDue(nowNs)).as("two are pending").isEmpty();
    }

    @Test
    void aTaskThatHasEndedItsInputMakesOneDueAtOnceAndAgainUntilOneIsComplete() {
        CheckpointLedger ledger = steady("tolerable-failed-checkpoints", "9");
        ledger.await(A, nowNs);
        expectDueIn(ledger, 0);
        PendingCheckpoint declined = collecting(ledger);
        ledger.fail(declined.id(), nowNs);
        expectDueIn(ledger, 1);
        pass(1);
        PendingCheckpoint complete = storing(ledger);
        complete(ledger, complete);
        expectDueIn(ledger, 10);
        assertThat(ledger.waiting()).as("until it has finished").containsExactly(A);
        ledger.onTaskEnded(A);
        assertThat(ledger.waiting()).isEmpty();
    }

    @Test
    void aTaskThatEndsItsInputDuringACheckpointNeedsAnotherOne() {
        CheckpointLedger ledger = steady();
        pass(10);
        PendingCheckpoint first = collecting(ledger);
        ledger.acknowledge(B, first.id(), PART);
        assertThat(ledger.await(B, nowNs)).as("its part is from before its end").isEmpty();
        assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
        ledger.acknowledge(A, first.id(), PART);
        complete(ledger, first);
        assertThat(ledger.waiting()).containsExactly(B);
        expectDueIn(ledger, 0);
    }

    @Test
    void aTaskThatEndsItsInputBeforeItsPartIsThereMakesTheCheckpointUncertain() {
        CheckpointLedger ledger = steady();
        PendingCheckpoint first = collecting(ledger);
        assertThat(ledger.await(B, nowNs)).containsExactly(first);
        ledger.abortAndRepeat(first.id(), nowNs);
        expectDueIn(ledger, 0);
    }

    @Test
    void aSavepointThatAUserAsksForIsDueAtOnceWhateverIsPending() {
        CheckpointLedger ledger = steady("min-pause", "5 s");
        pass(10);
        collecting(ledger);
        ledger.order(order(Kind.CANONICAL_SAVEPOINT, Next.GO_ON));
        expectDueIn(ledger, 0);
        assertThat(ledger.begin(nowNs, 0).order().kind()).isEqualTo(Kind.CANONICAL_SAVEPOINT);
        assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
    }

    /** FLINK-15152. */
    @Test
    void periodicCheckpointsGoOnAfterASavepointThatWasToStopTheJobHasFailed() {
        CheckpointLedger ledger = steady();
        ledger.order(order(Kind.CANONICAL_SAVEPOINT, Next.SUSPEND));
        PendingCheckpoint stop = collecting(ledger);
        pass(30);
        assertThat(ledger.nanosUntilDue(nowNs)).as("the job ends").isEmpty();
        assertThat(ledger.fail(stop.id(), nowNs)).as("too many failures").isFalse();
        expectDueIn(ledger, 0);
    }

    // ---- acknowledgements

    @Test
    void theLastAcknowledgementMakesItComplete() {
        CheckpointLedger ledger = steady();
        PendingCheckpoint first = collecting(ledger);
        assertThat(ledger.acknowledge(B, first.id(), PART)).isEqualTo(Answer.COUNTED);
        assertThat(first.missing()).containsExactly(A);
        assertThat(ledger.acknowledge(A, first.id(), PART)).isEqualTo(Answer.LAST);
        assertThat(ledger.isStoring()).isTrue();
    }

    @Test
    void duplicatesStrangersAndLateAcknowledgementsAreIgnored() {
        CheckpointLedger ledger = steady("tolerable-failed-checkpoints", "9");
        PendingCheckpoint first = collecting(ledger);
        ledger.acknowledge(A, first.id(), PART);
        assertThat(ledger.acknowledge(A, first.id(), PART)).isEqualTo(Answer.IGNORED);
        assertThat(ledger.acknowledge(task(3), first.id(), PART)).isEqualTo(Answer.IGNORED);
        assertThat(ledger.acknowledge(new ExecutionAttemptId(B.vertex(), 0, 1, 1), first.id(), PART))
                .isEqualTo(Answer.IGNORED);
        assertThat(ledger.acknowledge(B, 77, PART)).isEqualTo(Answer.IGNORED);
        ledger.fail(first.id(), nowNs);
        assertThat(ledger.acknowledge(B, first.id(), PART)).isEqualTo(Answer.IGNORED);
        PendingCheckpoint second = ledger.begin(nowNs, 0);
        assertThat(ledger.acknowledge(A, second.id(), PART))
                .as("not triggered yet")
                .isEqualTo(Answer.IGNORED);
    }

    @Test
    void theEndOfATaskTellsWhatItLeavesBehind() {
        CheckpointLedger ledger = steady();
        PendingCheckpoint first = collecting(ledger);
        ledger.await(A, nowNs);
        assertThat(ledger.onTaskEnded(A)).containsExactly(first);
        assertThat(ledger.waiting()).isEmpty();
        ledger.abortAndRepeat(first.id(), nowNs);
        expectDueIn(ledger, 0);
    }

    // ---- outcomes

    /** FLINK-17351: every kind of failure goes through this one method. */
    @Test
    void theJobFailsWhenMoreFailInARowThanItTolerates() {
        CheckpointLedger ledger = steady("tolerable-failed-checkpoints", "2");
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isFalse();
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isFalse();
        complete(ledger, storing(ledger));
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isFalse();
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isFalse();
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isTrue();
        assertThat(ledger.fail(collecting(ledger).id(), nowNs))
                .as("counted anew after that")
                .isFalse();
    }

    @Test
    void byDefaultNoFailureIsTolerated() {
        CheckpointLedger ledger = steady();
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isTrue();
    }

    @Test
    void whatIsAbortedForOtherReasonsIsNoFailure() {
        CheckpointLedger ledger = steady();
        ledger.abort(collecting(ledger).id(), nowNs);
        ledger.abortAndRepeat(collecting(ledger).id(), nowNs);
        assertThat(ledger.pending()).isEmpty();
        assertThat(ledger.fail(collecting(ledger).id(), nowNs)).isTrue();
    }

    @Test
    void soManyCompleteOnesAreKept() {
        CheckpointLedger ledger = steady("num-retained", "2");
        assertThat(complete(ledger, storing(ledger)).discarded()).isEmpty();
        assertThat(complete(ledger, storing(ledger)).discarded()).isEmpty();
        assertThat(ids(complete(ledger, storing(ledger)).discarded())).containsExactly(1L);
        assertThat(ids(ledger.completed())).containsExactly(2L, 3L);
        assertThat(ledger.latest().orElseThrow().id()).isEqualTo(3);
    }

    @Test
    void aCompletionSubsumesOlderOnesThatArePendingButNotOneThatIsBeingStored() {
        CheckpointLedger ledger = steady("max-concurrent-checkpoints", "3");
        PendingCheckpoint first = storing(ledger);
        PendingCheckpoint second = collecting(ledger);
        PendingCheckpoint third = storing(ledger);
        assertThat(complete(ledger, third).subsumed()).containsExactly(second);
        assertThat(ids(complete(ledger, first).discarded())).containsExactly(1L);
        assertThat(ledger.latest().orElseThrow().id()).isEqualTo(3);
    }

    @Test
    void aSavepointIsNeitherRestoredFromNorDiscarded() {
        CheckpointLedger ledger = steady();
        complete(ledger, storing(ledger));
        ledger.order(order(Kind.CANONICAL_SAVEPOINT, Next.GO_ON));
        assertThat(complete(ledger, storing(ledger)).discarded()).isEmpty();
        assertThat(ids(ledger.completed())).containsExactly(1L);
    }

    @Test
    void aSavepointDoesNotLetTasksFinishSinceNothingIsRestoredFromIt() {
        CheckpointLedger ledger = steady();
        ledger.await(A, nowNs);
        ledger.order(order(Kind.CANONICAL_SAVEPOINT, Next.GO_ON));
        complete(ledger, storing(ledger));
        assertThat(ledger.waiting()).containsExactly(A);
        expectDueIn(ledger, 0);
    }

    @Test
    void theStateThatTheJobWasSubmittedWithIsReplacedButNeverDiscarded() {
        CheckpointLedger ledger = steady();
        ledger.adopt(completed(41, Kind.CANONICAL_SAVEPOINT));
        assertThat(ledger.latest().orElseThrow().id()).isEqualTo(41);
        PendingCheckpoint next = storing(ledger);
        assertThat(next.id()).as("ids go on above it").isEqualTo(42);
        assertThat(complete(ledger, next).discarded()).isEmpty();
        assertThat(ids(ledger.completed())).containsExactly(42L);
    }

    @Test
    void aCheckpointThatIsFoundCompleteDoesNotReplaceALaterOne() {
        CheckpointLedger ledger = steady("num-retained", "2");
        ledger.adopt(completed(6, Kind.CHECKPOINT));
        assertThat(ids(ledger.adopt(completed(5, Kind.CHECKPOINT)))).containsExactly(5L);
        assertThat(ids(ledger.completed())).containsExactly(6L);
    }

    // ---- everything at random

    /**
     * Compares the ledger with a model that knows of each checkpoint only what happened to it, and checks after every step:
     * ids never repeat, no more are pending than allowed, none is due while the job is not steady or within the pause, a
     * checkpoint is complete exactly when all have acknowledged, and what is kept are the latest complete ones.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void keepsItsPromisesWhateverHappens(int concurrent) {
        for (long seed = 0; seed < 300; seed++) {
            new Model(seed, concurrent).run();
        }
    }

    private static final class Model {
        private static final long PAUSE_NS = Duration.ofSeconds(2).toNanos();

        private final Random random;
        private final int concurrent;
        private final CheckpointLedger ledger;
        private final Map<Long, Set<ExecutionAttemptId>> missing = new HashMap<>();
        private final TreeSet<Long> used = new TreeSet<>();
        private final List<Long> kept = new ArrayList<>();
        private long nowNs = 1;
        private long lastEndNs = Long.MIN_VALUE / 2;
        private int failures;
        private boolean steady;

        Model(long seed, int concurrent) {
            this.random = new Random(seed);
            this.concurrent = concurrent;
            this.ledger = new CheckpointLedger(
                    concurrent == 1
                            ? settings("min-pause", "2 s", "num-retained", "2", "tolerable-failed-checkpoints", "3")
                            : settings(
                                    "max-concurrent-checkpoints",
                                    "" + concurrent,
                                    "num-retained",
                                    "2",
                                    "tolerable-failed-checkpoints",
                                    "3"));
        }

        void run() {
            for (int step = 0; step < 200; step++) {
                nowNs += random.nextInt(5) * Duration.ofMillis(700).toNanos();
                step();
                check();
            }
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0 -> {
                    ledger.becomeSteady(nowNs);
                    steady = true;
                }
                case 1 -> {
                    if (random.nextInt(4) == 0) {
                        ledger.becomeUnsteady();
                        steady = false;
                    }
                }
                case 2, 3 -> begin();
                case 4, 5, 6 -> acknowledge();
                default -> end();
            }
        }

        private void begin() {
            OptionalLong due = ledger.nanosUntilDue(nowNs);
            if (due.isPresent() && due.getAsLong() == 0) {
                assertThat(steady).isTrue();
                assertThat(ledger.pending()).hasSizeLessThan(concurrent);
                if (concurrent == 1) {
                    assertThat(nowNs - lastEndNs).as("pause").isGreaterThanOrEqualTo(PAUSE_NS);
                }
                PendingCheckpoint begun = ledger.begin(nowNs, 0);
                assertThat(used.isEmpty() || begun.id() > used.last()).isTrue();
                used.add(begun.id());
                begun.collect(Map.of(), new CheckpointPlan(List.of(A), Set.of(A, B), Set.of()));
                missing.put(begun.id(), new LinkedHashSet<>(Set.of(A, B)));
            }
        }

        private void acknowledge() {
            if (used.isEmpty()) {
                return;
            }
            long id = 1 + random.nextInt((int) (long) used.last());
            ExecutionAttemptId by = random.nextBoolean() ? A : B;
            Set<ExecutionAttemptId> open = missing.getOrDefault(id, Set.of());
            Answer expected = !open.contains(by) ? Answer.IGNORED : open.size() > 1 ? Answer.COUNTED : Answer.LAST;
            assertThat(ledger.acknowledge(by, id, PART)).isEqualTo(expected);
            if (expected != Answer.IGNORED) {
                open.remove(by);
            }
        }

        private void end() {
            List<PendingCheckpoint> pending = ledger.pending();
            if (pending.isEmpty()) {
                return;
            }
            PendingCheckpoint one = pending.get(random.nextInt(pending.size()));
            lastEndNs = nowNs;
            if (one.phase() == PendingCheckpoint.Phase.STORING && random.nextInt(4) > 0) {
                missing.remove(one.id());
                CheckpointLedger.Completion completion = ledger.complete(completed(one.id(), Kind.CHECKPOINT), nowNs);
                completion.subsumed().forEach(each -> missing.remove(each.id()));
                failures = 0;
                if (kept.isEmpty() || kept.get(kept.size() - 1) < one.id()) {
                    kept.add(one.id());
                    if (kept.size() > 2) {
                        kept.remove(0);
                    }
                }
            } else if (random.nextBoolean()) {
                missing.remove(one.id());
                failures++;
                boolean tooMany = failures > 3;
                assertThat(ledger.fail(one.id(), nowNs)).isEqualTo(tooMany);
                failures = tooMany ? 0 : failures;
            } else {
                missing.remove(one.id());
                ledger.abort(one.id(), nowNs);
            }
        }

        private void check() {
            assertThat(ledger.pending().stream().map(PendingCheckpoint::id).toList())
                    .containsExactlyElementsOf(new TreeSet<>(missing.keySet()));
            assertThat(ids(ledger.completed())).isEqualTo(kept);
            if (!steady) {
                assertThat(ledger.nanosUntilDue(nowNs)).isEmpty();
            }
        }
    }
}
