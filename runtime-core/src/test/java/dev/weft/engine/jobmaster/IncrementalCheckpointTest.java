package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.operator;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.FileBytes;
import dev.weft.engine.checkpoint.OutcomeUnknownException;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.CheckpointOrder;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.types.KeyGroupRange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The base of checkpoints and the deletion of the files that several of them name, as the JobMaster does it; the test plays the
 * only task. S-CP-8, S-CP-9, S-SP-5.
 */
class IncrementalCheckpointTest extends JobMasterRig {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static JobGraph job(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "execution.checkpointing.interval", "10 s",
                "execution.checkpointing.timeout", "60 s",
                "execution.checkpointing.tolerable-failed-checkpoints", "100",
                "execution.checkpointing.incremental", "true",
                "restart-strategy.exponential-delay.jitter-factor", "0.0"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new JobGraph(JOB, "test job", false, settings, List.of(vertex(1, 1)), List.of());
    }

    private static OperatorPieces naming(long id, String... files) {
        List<StoredBytes> bytes = Stream.of(files)
                .map(file -> (StoredBytes) new FileBytes(file, 0, 1, 1, true))
                .toList();
        KeyedPiece piece = new KeyedPiece("rocksdb", new KeyGroupRange(0, 128), new long[128], bytes);
        return new OperatorPieces(OptionalLong.of(id), List.of(piece), List.of());
    }

    private void acknowledge(int attempt, long id, String... files) {
        slots.client.onMessage(
                E0,
                new CheckpointAcknowledged(
                        JOB,
                        task(attempt),
                        id,
                        StateCodec.encode(Map.of(operator(1).id(), naming(id, files))),
                        new CheckpointTimings(1, 2, 3, 4, 100, 50, 0, 0, false),
                        false));
        loop.runAll();
    }

    private ExecutionAttemptId task(int attempt) {
        return attempt(1, 0, attempt);
    }

    private void take(long id, String... files) {
        loop.advance(INTERVAL);
        acknowledge(0, id, files);
    }

    private void decline(long id) {
        slots.client.onMessage(
                E0,
                new CheckpointDeclined(
                        JOB, task(0), id, new FailureCause(ErrorCode.EXTERNAL_SERVICE, "T", "disk full", "trace")));
        loop.runAll();
    }

    private List<CheckpointRequest> requests() {
        return to0.sent(TriggerCheckpoint.class).stream()
                .map(TriggerCheckpoint::request)
                .toList();
    }

    private OptionalLong lastBase() {
        return requests().get(requests().size() - 1).base();
    }

    @Test
    void tasksMayBuildOnTheLatestCompleteCheckpoint() {
        running(job());
        take(1, "a");
        assertThat(lastBase()).isEmpty();
        loop.advance(INTERVAL);
        assertThat(lastBase()).hasValue(1);
    }

    @Test
    void withoutTheSettingTasksBuildOnNothing() {
        running(job("execution.checkpointing.incremental", "false"));
        take(1, "a");
        loop.advance(INTERVAL);
        assertThat(lastBase()).isEmpty();
    }

    @Test
    void aFullCheckpointAndASavepointBuildOnNothing() {
        JobMaster master = running(job());
        take(1, "a");
        master.take(CheckpointOrder.ofCheckpoint(true));
        loop.runAll();
        assertThat(lastBase()).isEmpty();
        acknowledge(0, 2, "b");
        master.take(CheckpointOrder.ofSavepoint(false, Optional.of("s")));
        loop.runAll();
        assertThat(lastBase()).isEmpty();
        acknowledge(0, 3);
        loop.advance(INTERVAL);
        assertThat(lastBase()).as("a savepoint is its user's").hasValue(2);
    }

    @Test
    void aFileGoesWithTheLastCheckpointThatNamesItAndAfterItsMetadata() {
        running(job());
        take(1, "a", "b");
        take(2, "b", "c");
        assertThat(checkpoints.discarded()).containsExactly("chk-1");
        assertThat(checkpoints.discardedShared()).containsExactly("a");
        take(3, "c");
        assertThat(checkpoints.discardedShared()).containsExactly("a", "b");
    }

    /** FLINK-30461. */
    @Test
    void theNewFilesOfAnAbortedCheckpointAreDeletedAndThoseOfItsBaseAreNot() {
        running(job());
        take(1, "a");
        loop.advance(INTERVAL);
        decline(2);
        acknowledge(0, 2, "a", "late");
        assertThat(checkpoints.discardedShared()).containsExactly("late");
        take(3, "a");
        assertThat(lastBase()).hasValue(1);
    }

    @Test
    void filesOfACheckpointWhoseMetadataIsNotWrittenAreDeleted() {
        running(job());
        take(1, "a");
        checkpoints.completeFailure = Optional.of(new IOException("no route to host"));
        take(2, "a", "b");
        assertThat(checkpoints.discardedShared()).containsExactly("b");
    }

    /** FLINK-24611, FLINK-25395. */
    @Test
    void aPartThatNamesFilesOfAnotherCheckpointThanTheBaseFailsTheCheckpoint() {
        running(job("state.checkpoints.num-retained", "2"));
        take(1, "a");
        take(2, "b");
        take(3, "a");
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1", "chk-2");
        assertThat(checkpoints.discardedShared()).isEmpty();
    }

    /** FLINK-24543: what may be named by a complete checkpoint is not deleted. */
    @Test
    void filesOfACheckpointInDoubtStay() {
        running(job());
        take(1, "a");
        checkpoints.completeFailure = Optional.of(new OutcomeUnknownException("timed out", new IOException()));
        checkpoints.readFailure = Optional.of(new IOException("no route to host"));
        checkpoints.writesAllTheSame = true;
        take(2, "a", "b");
        assertThat(listener.last().status()).isEqualTo(JobStatus.RESTARTING);
        checkpoints.completeFailure = Optional.empty();
        checkpoints.readFailure = Optional.empty();
        report(E0, task(0), TaskState.CANCELED, Optional.empty(), Map.of());
        loop.advance(Duration.ofSeconds(1));
        report(E0, task(1), TaskState.RUNNING, Optional.empty(), Map.of());
        loop.advance(INTERVAL);
        assertThat(lastBase()).hasValue(2);
        acknowledge(1, 3, "b");
        assertThat(checkpoints.discardedShared()).containsExactly("a");
    }

    /** FLINK-7268: counts after a restart are those before. */
    @Test
    void aRestartKeepsTheCounts() {
        running(job());
        take(1, "a", "b");
        loop.advance(INTERVAL);
        FailureCause cause = new FailureCause(ErrorCode.USER_CODE, "T", "boom", "trace");
        report(E0, task(0), TaskState.FAILED, Optional.of(cause), Map.of());
        loop.advance(Duration.ofSeconds(1));
        report(E0, task(1), TaskState.RUNNING, Optional.empty(), Map.of());
        assertThat(checkpoints.discardedShared()).isEmpty();
        loop.advance(INTERVAL);
        assertThat(lastBase()).hasValue(1);
        acknowledge(1, 3, "b");
        assertThat(checkpoints.discardedShared()).containsExactly("a");
    }

    @Test
    void whatIsNotKeptGoesWithTheJob() {
        running(job());
        take(1, "a");
        report(E0, task(0), TaskState.FINISHED, Optional.empty(), Map.of());
        assertThat(checkpoints.complete()).isEmpty();
        assertThat(checkpoints.discardedShared()).containsExactly("a");
        assertThat(checkpoints.isReleased()).isTrue();
    }

    // ---- deletions that fail or hang

    @Test
    void aFileStaysAsLongAsTheMetadataOfACheckpointThatNamesItMayBeThere() {
        running(job());
        take(1, "a", "b");
        checkpoints.undeletable.add("chk-1");
        take(2, "b", "c");
        take(3, "c");
        assertThat(checkpoints.discarded()).containsExactly("chk-2");
        assertThat(checkpoints.discardedShared())
                .as("chk-1 is complete, with all its files")
                .isEmpty();
        checkpoints.undeletable.clear();
        take(4, "d");
        assertThat(checkpoints.discarded()).containsExactly("chk-2", "chk-3", "chk-1");
        assertThat(checkpoints.discardedShared()).containsExactly("c", "a", "b");
    }

    @Test
    void oneCheckpointThatCannotBeDeletedDoesNotKeepOthersFromBeingDeletedLater() {
        running(job());
        take(1, "a");
        checkpoints.undeletable.addAll(List.of("chk-1", "chk-2"));
        take(2, "b");
        take(3, "c");
        checkpoints.undeletable.remove("chk-2");
        take(4, "d");
        take(5, "e");
        assertThat(checkpoints.discarded()).containsExactly("chk-3", "chk-4", "chk-2");
        assertThat(checkpoints.discardedShared()).containsExactly("c", "d", "b");
    }

    @Test
    void theEndOfTheJobDeletesWhatCouldNotBeDeletedBefore() {
        running(job());
        take(1, "a");
        checkpoints.undeletable.add("chk-1");
        take(2, "b");
        checkpoints.undeletable.clear();
        report(E0, task(0), TaskState.FINISHED, Optional.empty(), Map.of());
        assertThat(checkpoints.complete()).isEmpty();
        assertThat(checkpoints.discardedShared()).containsExactlyInAnyOrder("a", "b");
    }

    /** The call to the file system hangs, is given up after three minutes, and returns in the end. */
    @Test
    void aDeletionThatHangsKeepsTheFilesUntilItHasReturned() {
        running(job("execution.checkpointing.interval", "5 min"));
        loop.advance(Duration.ofMinutes(5));
        acknowledge(0, 1, "a", "b");
        loop.advance(Duration.ofMinutes(5));
        holdIo = true;
        acknowledge(0, 2, "b", "c");
        runHeld(2);
        assertThat(checkpoints.complete()).containsKeys("chk-1", "chk-2");
        Runnable hanging = heldIo.remove(0);
        loop.advance(Duration.ofMinutes(3));
        holdIo = false;
        checkpoints.undeletable.add("chk-1");
        loop.advance(Duration.ofMinutes(2));
        acknowledge(0, 3, "c");
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1", "chk-3");
        assertThat(checkpoints.discardedShared()).isEmpty();
        checkpoints.undeletable.clear();
        hanging.run();
        loop.runAll();
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-3");
        assertThat(checkpoints.discardedShared()).containsExactlyInAnyOrder("a", "b");
    }

    private void runHeld(int calls) {
        for (int i = 0; i < calls; i++) {
            heldIo.remove(0).run();
            loop.runAll();
        }
    }

    // ---- checkpoints of another run: FLINK-26101, FLINK-28843

    private void ofAnotherRun(String... files) {
        checkpoints.put(
                "old/chk-7",
                new CheckpointMetadata(
                        7,
                        0,
                        CheckpointRequest.Kind.CHECKPOINT,
                        List.of(new OperatorCheckpoint(
                                operator(1).id(),
                                "counts",
                                1,
                                128,
                                Map.of(0, new InstanceCheckpoint(naming(7, files), false)),
                                Optional.empty()))));
    }

    private JobMaster goOn(String mode) {
        ofAnotherRun("old/a", "old/b");
        JobMaster master =
                running(job("execution.state-recovery.path", "old/chk-7", "execution.state-recovery.claim-mode", mode));
        loop.advance(INTERVAL);
        return master;
    }

    @Test
    void aClaimedCheckpointIsABaseAndGoesLikeTheJobsOwn() {
        goOn("CLAIM");
        assertThat(lastBase()).hasValue(7);
        acknowledge(0, 8, "old/a", "c");
        assertThat(checkpoints.discarded()).containsExactly("old/chk-7");
        assertThat(checkpoints.discardedShared()).containsExactly("old/b");
        take(9, "c");
        assertThat(checkpoints.discardedShared()).containsExactly("old/b", "old/a");
    }

    @Test
    void aCheckpointThatAnotherJobHasClaimedIsRefusedInOneLine() {
        checkpoints.claimedByOthers.add("old/chk-7");
        ofAnotherRun("old/a");
        start(job("execution.state-recovery.path", "old/chk-7", "execution.state-recovery.claim-mode", "CLAIM"));
        giveSlots();
        assertThat(listener.last().status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("the job cannot claim 'old/chk-7': job 7 has claimed it");
        assertThat(checkpoints.complete()).containsKey("old/chk-7");
    }

    @Test
    void aClaimedCheckpointThatTheJobKeepsMayBeClaimedAgain() {
        JobMaster master = goOn("CLAIM");
        assertThat(checkpoints.claimed()).containsExactly("old/chk-7");
        master.cancel();
        loop.runAll();
        report(E0, task(0), TaskState.CANCELED, Optional.empty(), Map.of());
        assertThat(checkpoints.complete()).containsKey("old/chk-7");
        assertThat(checkpoints.claimed()).isEmpty();
    }

    @Test
    void withoutAClaimTheFirstCheckpointIsFullAndNothingOfTheOtherRunIsDeleted() {
        goOn("NO_CLAIM");
        assertThat(lastBase()).isEmpty();
        acknowledge(0, 8, "c");
        take(9, "d");
        assertThat(lastBase()).hasValue(8);
        assertThat(checkpoints.discarded()).containsExactly("chk-8");
        assertThat(checkpoints.discardedShared()).containsExactly("c");
    }

    @Test
    void inLegacyModeTheFilesOfTheOtherRunAreNamedAgainAndStay() {
        goOn("LEGACY");
        assertThat(lastBase()).hasValue(7);
        acknowledge(0, 8, "old/a", "c");
        take(9, "c");
        take(10, "d");
        assertThat(checkpoints.discarded()).containsExactly("chk-8", "chk-9");
        assertThat(checkpoints.discardedShared()).containsExactly("c");
    }
}
