package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.committing;
import static dev.weft.engine.testing.TestJobs.operator;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.api.common.JobStatus;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.OutcomeUnknownException;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.jobmaster.checkpoint.CheckpointOrder;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.CheckpointAborted;
import dev.weft.engine.protocol.MasterMessage.CheckpointCompleted;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.ClusterCommands.Taken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checkpoints as the JobMaster takes them; the test plays the executors. */
class JobCheckpointTest extends JobMasterRig {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration RESTART = Duration.ofSeconds(1);

    private static JobGraph job(ShipStrategy strategy, Map<String, String> more, JobVertex... vertices) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "execution.checkpointing.interval", "10 s",
                "execution.checkpointing.timeout", "60 s",
                "restart-strategy.exponential-delay.jitter-factor", "0.0"));
        settings.putAll(more);
        List<JobEdge> edges = new ArrayList<>();
        for (int i = 1; i < vertices.length; i++) {
            edges.add(new JobEdge(vertices[i - 1].id(), 0, vertices[i].id(), 0, strategy));
        }
        return new JobGraph(JOB, "test job", false, settings, List.of(vertices), edges);
    }

    private static JobGraph connected(String... more) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return job(ShipStrategy.HASH, settings, vertex(1, 2), vertex(2, 2));
    }

    /** The list element of one instance. */
    private static OperatorPieces pieces(long checkpointId, int element) {
        UnkeyedPiece.Part list = new UnkeyedPiece.Part(UnkeyedPiece.Mode.SPLIT, 0, new long[] {1});
        return new OperatorPieces(
                OptionalLong.of(checkpointId),
                List.of(),
                List.of(new UnkeyedPiece(Map.of("list", list), new InlineBytes(new byte[] {(byte) element}))));
    }

    private static Payload state(int vertex, long checkpointId, int element) {
        return StateCodec.encode(Map.of(operator(vertex).id(), pieces(checkpointId, element)));
    }

    private void acknowledge(ExecutionAttemptId task, long checkpointId) {
        acknowledge(task, checkpointId, false);
    }

    /** @param ended whether the task had ended its input before */
    private void acknowledge(ExecutionAttemptId task, long checkpointId, boolean ended) {
        int vertex = Integer.parseInt(task.vertex().hex(), 16);
        slots.client.onMessage(
                task.subtask() == 0 ? E0 : E1,
                new CheckpointAcknowledged(
                        JOB,
                        task,
                        checkpointId,
                        state(vertex, checkpointId, 10 * vertex + task.subtask()),
                        new CheckpointTimings(1, 2, 3, 4, 100, 50, 0, 0, false),
                        ended));
        loop.runAll();
    }

    private void acknowledgeAll(long checkpointId, int attempt) {
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                acknowledge(attempt(vertex, subtask, attempt), checkpointId);
            }
        }
    }

    private void decline(ExecutionAttemptId task, long checkpointId, String why) {
        slots.client.onMessage(
                task.subtask() == 0 ? E0 : E1,
                new CheckpointDeclined(
                        JOB, task, checkpointId, new FailureCause(ErrorCode.USER_CODE, "T", why, "trace")));
        loop.runAll();
    }

    private void run(int attempt) {
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                report(
                        subtask == 0 ? E0 : E1,
                        attempt(vertex, subtask, attempt),
                        TaskState.RUNNING,
                        Optional.empty(),
                        Map.of());
            }
        }
    }

    private void end(ExecutorId on, TaskState state, ExecutionAttemptId... attempts) {
        for (ExecutionAttemptId attempt : attempts) {
            report(on, attempt, state, Optional.empty(), Map.of());
        }
    }

    private void breakTask(ExecutorId on, ExecutionAttemptId attempt) {
        FailureCause cause = new FailureCause(ErrorCode.USER_CODE, "T", "boom", "trace");
        report(on, attempt, TaskState.FAILED, Optional.of(cause), Map.of());
    }

    /** The job has restarted all its tasks after the failure of one. */
    private void breakAndRestart() {
        breakTask(E0, attempt(2, 0));
        end(E0, TaskState.CANCELED, attempt(1, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        loop.advance(RESTART);
    }

    private List<CheckpointRequest> requests() {
        return to0.sent(TriggerCheckpoint.class).stream()
                .map(TriggerCheckpoint::request)
                .toList();
    }

    private List<Long> completions() {
        return to0.sent(CheckpointCompleted.class).stream()
                .map(CheckpointCompleted::checkpointId)
                .toList();
    }

    private List<Long> abortions() {
        return to0.sent(CheckpointAborted.class).stream()
                .map(CheckpointAborted::checkpointId)
                .toList();
    }

    private Map<ExecutionAttemptId, TaskAssignment> latestDeployment() {
        Map<ExecutionAttemptId, TaskAssignment> tasks = new HashMap<>();
        Stream.of(to0, to1)
                .map(to -> to.sent(Deploy.class))
                .filter(deployments -> !deployments.isEmpty())
                .map(deployments -> deployments.get(deployments.size() - 1))
                .forEach(deploy -> deploy.tasks().forEach(task -> tasks.put(task.attempt(), task)));
        return tasks;
    }

    private Optional<OperatorPieces> restored(int vertex, int subtask, int attempt) {
        return latestDeployment()
                .get(attempt(vertex, subtask, attempt))
                .restored()
                .map(payload -> StateCodec.decode(payload).get(operator(vertex).id()));
    }

    // ---- one checkpoint

    @Test
    void sourcesAreTriggeredAndAllTasksHearOfTheCompletion() {
        running(connected());
        loop.advance(INTERVAL.minusMillis(1));
        assertThat(requests()).isEmpty();
        loop.advance(Duration.ofMillis(1));
        assertThat(requests()).hasSize(1);
        CheckpointRequest request = requests().get(0);
        assertThat(request.checkpointId()).isEqualTo(1);
        assertThat(request.directory()).isEqualTo("chk-1");
        assertThat(to0.sent(TriggerCheckpoint.class).get(0).attempts()).containsExactly(attempt(1, 0));
        assertThat(to1.sent(TriggerCheckpoint.class).get(0).attempts()).containsExactly(attempt(1, 1));

        acknowledgeAll(1, 0);
        assertThat(to0.sent(CheckpointCompleted.class))
                .containsExactly(new CheckpointCompleted(JOB, List.of(attempt(1, 0), attempt(2, 0)), 1));
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
    }

    @Test
    void nothingIsTakenUntilAllTasksRun() {
        start(connected());
        giveSlots();
        loop.advance(INTERVAL.multipliedBy(3));
        assertThat(requests()).isEmpty();
        run(0);
        loop.advance(INTERVAL);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void anOlderOneIsDiscardedOnlyWhenTheNextIsComplete() {
        running(connected());
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        loop.advance(INTERVAL);
        assertThat(checkpoints.discarded()).isEmpty();
        acknowledgeAll(2, 0);
        assertThat(completions()).containsExactly(1L, 2L);
        assertThat(checkpoints.discarded()).containsExactly("chk-1");
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-2");
    }

    @Test
    void checkpointsThatAreSwitchedOffWhenTasksFinishLeaveTheCommitToTheEndOfAllTasks() {
        running(job(
                ShipStrategy.HASH,
                Map.of("execution.checkpointing.checkpoints-after-tasks-finish", "false"),
                vertex(1, 2),
                committing(2, 2)));
        end(E0, TaskState.FINISHED, attempt(1, 0));
        end(E1, TaskState.FINISHED, attempt(1, 1));
        loop.advance(INTERVAL);
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        assertThat(requests()).isEmpty();
        assertThat(to0.sent(Commit.class)).hasSize(1);
    }

    // ---- failures of checkpoints

    /** FLINK-8871, FLINK-29969. */
    @Test
    void aDeclinedOneFailsTheJobOverAndTheCauseNamesTheTaskAndTheSetting() {
        running(connected());
        loop.advance(INTERVAL);
        decline(attempt(2, 1), 1, "the disk is full");
        assertThat(abortions()).containsExactly(1L);
        assertThat(checkpoints.discarded()).containsExactly("chk-1");
        assertThat(listener.last().status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(rootCause())
                .isEqualTo(
                        "checkpoint 1 has failed: v2 (2/2) has declined it: the disk is full; with it more checkpoints"
                                + " in a row have failed than the 0 that"
                                + " execution.checkpointing.tolerable-failed-checkpoints allows");
    }

    @Test
    void oneThatTakesTooLongIsAbortedAndNamesWhoIsMissing() {
        running(connected());
        loop.advance(INTERVAL);
        acknowledge(attempt(1, 0), 1);
        acknowledge(attempt(1, 1), 1);
        acknowledge(attempt(2, 0), 1);
        loop.advance(Duration.ofSeconds(60));
        assertThat(abortions()).containsExactly(1L);
        assertThat(rootCause())
                .contains(
                        "it was not complete after 60000 ms: 1 of 4 tasks have not acknowledged: v2 (2/2); the slowest"
                                + " of the others was v");
    }

    @Test
    void toleratedFailuresLeaveTheJobRunningAndTheNextIsTaken() {
        running(connected("execution.checkpointing.tolerable-failed-checkpoints", "1"));
        loop.advance(INTERVAL);
        decline(attempt(2, 1), 1, "the disk is full");
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
        loop.advance(INTERVAL);
        acknowledgeAll(2, 0);
        assertThat(completions()).containsExactly(2L);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAFailure() {
        checkpoints.prepareFailure = Optional.of(new IOException("quota exceeded"));
        running(connected());
        loop.advance(INTERVAL);
        assertThat(rootCause()).contains("its directory cannot be made: quota exceeded");
        assertThat(to0.sent(TriggerCheckpoint.class)).isEmpty();
    }

    @Test
    void aWriteThatFailsAndHasWrittenNothingIsAFailure() {
        checkpoints.completeFailure = Optional.of(new IOException("no route to host"));
        running(connected());
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        assertThat(completions()).isEmpty();
        assertThat(rootCause()).contains("its metadata was not written: no route to host");
    }

    /** FLINK-24543, FLINK-28265. */
    @Test
    void aWriteThatReportsAFailureButWasCarriedOutCompletesTheCheckpoint() {
        checkpoints.completeFailure = Optional.of(new OutcomeUnknownException("timed out", new IOException()));
        checkpoints.writesAllTheSame = true;
        running(connected());
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        assertThat(completions()).containsExactly(1L);
        assertThat(checkpoints.discarded()).isEmpty();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    /** FLINK-22494, FLINK-22502, FLINK-7783: what may be complete is neither deleted nor passed over. */
    @Test
    void whenTheOutcomeIsUnknownTheJobFailsOverAndLooksAgain() {
        checkpoints.completeFailure = Optional.of(new OutcomeUnknownException("timed out", new IOException()));
        checkpoints.writesAllTheSame = true;
        checkpoints.readFailure = Optional.of(new IOException("no route to host"));
        running(connected());
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        assertThat(completions()).isEmpty();
        assertThat(rootCause()).contains("it is not known whether checkpoint 1 is complete: no route to host");
        assertThat(checkpoints.discarded()).isEmpty();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RESTARTING);

        checkpoints.readFailure = Optional.empty();
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        loop.advance(RESTART);
        assertThat(restored(2, 1, 1)).contains(pieces(1, 21));
    }

    @Test
    void whatStaysUnknownKeepsTheJobFromStartingWithOlderState() {
        checkpoints.completeFailure = Optional.of(new OutcomeUnknownException("timed out", new IOException()));
        checkpoints.readFailure = Optional.of(new IOException("no route to host"));
        running(connected());
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        loop.advance(Duration.ofSeconds(10));
        assertThat(to0.sent(Deploy.class)).as("nothing is deployed again").hasSize(1);
        assertThat(listener.last().status()).isEqualTo(JobStatus.RESTARTING);

        checkpoints.readFailure = Optional.empty();
        loop.advance(Duration.ofMinutes(1));
        assertThat(to0.sent(Deploy.class)).hasSize(2);
        assertThat(latestDeployment().values())
                .as("it was not written")
                .allMatch(task -> task.restored().isEmpty());
    }

    @Test
    void aWriteThatHangsDoesNotKeepTheJobFromRestarting() {
        running(connected());
        loop.advance(INTERVAL);
        holdIo = true;
        acknowledgeAll(1, 0);
        heldIo.remove(0).run();
        loop.runAll();
        assertThat(heldIo).as("the metadata is being written").hasSize(1);
        holdIo = false;
        loop.advance(Duration.ofSeconds(60));
        assertThat(rootCause()).contains("it is not known whether checkpoint 1 is complete: it was not complete after");
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        loop.advance(RESTART);
        assertThat(to0.sent(Deploy.class))
                .as("it was found out that nothing was written")
                .hasSize(2);
        assertThat(latestDeployment().values()).allMatch(task -> task.restored().isEmpty());

        heldIo.remove(0).run();
        loop.runAll();
        assertThat(checkpoints.complete()).as("what the write has left").isEmpty();
    }

    @Test
    void aDirectoryThatIsMadeTooLateIsDeletedAndTheNextCheckpointIsTaken() {
        running(connected("execution.checkpointing.tolerable-failed-checkpoints", "10"));
        holdIo = true;
        loop.advance(INTERVAL);
        holdIo = false;
        loop.advance(Duration.ofMinutes(4));
        assertThat(requests()).isNotEmpty().noneMatch(request -> request.checkpointId() == 1);
        heldIo.remove(0).run();
        loop.runAll();
        assertThat(checkpoints.discarded()).contains("chk-1");
    }

    // ---- what users ask for

    private CompletableFuture<String> take(CheckpointOrder order) {
        master.take(order);
        loop.runAll();
        return order.answer().thenApply(Taken::address);
    }

    @Test
    void aSavepointIsTakenAtOnceAndNeitherReplacesACheckpointNorCommits() {
        completeOne(connected());
        CompletableFuture<String> savepoint = take(CheckpointOrder.ofSavepoint(true, Optional.of("s")));
        assertThat(requests().get(1).kind()).isEqualTo(CheckpointRequest.Kind.CANONICAL_SAVEPOINT);
        acknowledgeAll(2, 0);
        assertThat(savepoint).isCompletedWithValue(requests().get(1).directory());
        assertThat(completions()).containsExactly(1L);
        breakAndRestart();
        assertThat(restored(2, 1, 1)).contains(pieces(1, 21));
        assertThat(checkpoints.discarded()).isEmpty();
    }

    @Test
    void aSavepointThatIsDeclinedFailsItsCommandAndNotTheJob() {
        completeOne(connected());
        CompletableFuture<String> savepoint = take(CheckpointOrder.ofSavepoint(true, Optional.of("s")));
        decline(attempt(1, 1), 2, "no");
        assertThat(savepoint).isCompletedExceptionally();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void aJobStopsWithASavepointAndAnswersWhenItHasEnded() {
        completeOne(connected());
        CompletableFuture<String> stopped = take(CheckpointOrder.ofStop(true, true, Optional.of("s")));
        assertThat(requests().get(1).next()).isEqualTo(CheckpointRequest.Next.DRAIN);
        acknowledgeAll(2, 0);
        assertThat(completions()).as("its sinks commit").containsExactly(1L, 2L);
        loop.advance(INTERVAL.multipliedBy(2));
        assertThat(requests()).as("no more are taken").hasSize(2);
        assertThat(stopped).isNotDone();
        endAll(TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(stopped).isCompletedWithValue(requests().get(1).directory());
        assertThat(checkpoints.complete()).containsOnlyKeys(requests().get(1).directory());
    }

    /** FLINK-21030: no half of the job stays stopped. */
    @Test
    void aFailureWhileTheJobStopsRestartsAllOfItFromTheSavepoint() {
        completeOne(job(ShipStrategy.FORWARD, Map.of(), vertex(1, 2), vertex(2, 2)));
        CompletableFuture<String> stopped = take(CheckpointOrder.ofStop(true, false, Optional.of("s")));
        acknowledgeAll(2, 0);
        end(E0, TaskState.FINISHED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.FINISHED, attempt(1, 1));
        breakTask(E1, attempt(2, 1));
        assertThatThrownBy(stopped::join)
                .hasMessageContaining("the savepoint at " + requests().get(1).directory()
                        + " is complete, but the job did not stop: v2 (2/2) has failed or was cancelled");
        loop.advance(RESTART);
        assertThat(latestDeployment().keySet())
                .containsExactlyInAnyOrder(attempt(1, 0, 1), attempt(1, 1, 1), attempt(2, 0, 1), attempt(2, 1, 1));
        assertThat(restored(1, 0, 1)).contains(pieces(2, 10));
        run(1);
        loop.advance(INTERVAL);
        assertThat(requests()).as("checkpoints go on").hasSize(3);
    }

    /** FLINK-15152. */
    @Test
    void aStopThatFailsLeavesTheJobRunningWithItsCheckpoints() {
        completeOne(connected());
        CompletableFuture<String> stopped = take(CheckpointOrder.ofStop(true, false, Optional.of("s")));
        decline(attempt(1, 1), 2, "no");
        assertThat(stopped).isCompletedExceptionally();
        loop.advance(INTERVAL);
        acknowledgeAll(3, 0);
        assertThat(completions()).containsExactly(1L, 3L);
    }

    @Test
    void aSavepointWithoutADirectoryIsRefused() {
        completeOne(connected());
        assertThatThrownBy(() -> take(CheckpointOrder.ofSavepoint(true, Optional.empty()))
                        .join())
                .hasMessageContaining("it is not said where the savepoint is to be; name a directory, or set"
                        + " execution.checkpointing.savepoint-dir");
    }

    @Test
    void aCommandWaitsUntilAllTasksRun() {
        master = start(connected());
        giveSlots();
        CompletableFuture<String> checkpoint = take(CheckpointOrder.ofCheckpoint(false));
        assertThat(requests()).isEmpty();
        run(0);
        acknowledgeAll(1, 0);
        assertThat(checkpoint).isCompletedWithValue("chk-1");
    }

    @Test
    void aCommandWaitsNoLongerThanACheckpointMayTake() {
        master = start(connected());
        giveSlots();
        CompletableFuture<String> checkpoint = take(CheckpointOrder.ofCheckpoint(false));
        loop.advance(Duration.ofSeconds(60));
        assertThatThrownBy(checkpoint::join)
                .hasMessageContaining("no checkpoint or savepoint was taken: some of the job's tasks do not run");
    }

    @Test
    void aCommandIsAnsweredWhenTheJobEndsBefore() {
        master = start(connected());
        CompletableFuture<String> checkpoint = take(CheckpointOrder.ofCheckpoint(false));
        master.cancel();
        loop.runAll();
        assertThatThrownBy(checkpoint::join).hasMessageContaining("no checkpoint or savepoint was taken: the job ends");
    }

    @Test
    void aCheckpointThatATaskLeavesIsTakenAgainForItsUser() {
        completeOne(connected());
        CompletableFuture<String> checkpoint = take(CheckpointOrder.ofCheckpoint(true));
        end(E0, TaskState.FINISHED, attempt(1, 0));
        assertThat(checkpoint).isNotDone();
        acknowledge(attempt(1, 1), 3);
        acknowledge(attempt(2, 0), 3);
        acknowledge(attempt(2, 1), 3);
        assertThat(checkpoint).isCompletedWithValue("chk-3");
    }

    // ---- what is published

    @Test
    void statisticsTellWhatHasBecomeOfEachCheckpoint() {
        completeOne(connected("execution.checkpointing.tolerable-failed-checkpoints", "5"));
        loop.advance(INTERVAL);
        decline(attempt(2, 1), 2, "the disk is full");
        loop.advance(INTERVAL);
        acknowledge(attempt(1, 0), 3);
        loop.advance(Duration.ofMillis(20));
        CheckpointStatistics statistics = listener.last().checkpoints();
        assertThat(statistics.completed()).isEqualTo(1);
        assertThat(statistics.failed()).isEqualTo(1);
        assertThat(statistics.inProgress()).isEqualTo(1);
        assertThat(statistics.recent())
                .extracting(CheckpointStatistics.Checkpoint::id, CheckpointStatistics.Checkpoint::status)
                .containsExactly(
                        tuple(3L, CheckpointStatistics.Status.IN_PROGRESS),
                        tuple(2L, CheckpointStatistics.Status.FAILED),
                        tuple(1L, CheckpointStatistics.Status.COMPLETED));
        CheckpointStatistics.Checkpoint complete = statistics.latestCompleted().orElseThrow();
        assertThat(complete.stateBytes()).isEqualTo(400);
        assertThat(complete.storedBytes()).isEqualTo(200);
        assertThat(complete.address()).isEqualTo("chk-1");
        assertThat(statistics.latestFailed().orElseThrow().failure())
                .isEqualTo("v2 (2/2) has declined it: the disk is full");
        assertThat(statistics.recent().get(0).parts())
                .containsOnlyKeys(attempt(1, 0).subtaskId());
    }

    // ---- restarts

    @Test
    void aRestartGoesOnFromTheLatestCompleteCheckpoint() {
        running(connected());
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        loop.advance(INTERVAL);
        acknowledge(attempt(1, 0), 2);
        breakAndRestart();
        assertThat(abortions()).containsExactly(2L);
        assertThat(checkpoints.discarded()).containsExactly("chk-2");
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                assertThat(restored(vertex, subtask, 1)).contains(pieces(1, 10 * vertex + subtask));
            }
        }
        run(1);
        acknowledge(attempt(1, 1, 1), 2);
        loop.advance(INTERVAL);
        assertThat(requests()).extracting(CheckpointRequest::checkpointId).containsExactly(1L, 2L, 3L);
        acknowledgeAll(3, 1);
        assertThat(completions()).containsExactly(1L, 3L);
    }

    @Test
    void withoutACompleteCheckpointTasksBeginAsTheyWereSubmitted() {
        running(connected());
        loop.advance(INTERVAL);
        acknowledge(attempt(1, 0), 1);
        breakAndRestart();
        assertThat(restored(2, 1, 1)).isEmpty();
    }

    @Test
    void aRegionGoesOnFromTheCheckpointWhileTheOthersRun() {
        running(job(ShipStrategy.FORWARD, Map.of(), vertex(1, 2), vertex(2, 2)));
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        breakTask(E1, attempt(2, 1));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(INTERVAL);
        assertThat(requests()).as("none while tasks are deployed").hasSize(1);
        Map<ExecutionAttemptId, TaskAssignment> deployed = new HashMap<>();
        to1.sent(Deploy.class).get(1).tasks().forEach(task -> deployed.put(task.attempt(), task));
        assertThat(deployed).containsOnlyKeys(attempt(1, 1, 1), attempt(2, 1, 1));
        assertThat(StateCodec.decode(deployed.get(attempt(2, 1, 1)).restored().orElseThrow()))
                .isEqualTo(Map.of(operator(2).id(), pieces(1, 21)));
        assertThat(to0.sent(Deploy.class)).hasSize(1);
    }

    @Test
    void aCheckpointThatIsBeingStoredWhenATaskFailsIsWaitedFor() {
        running(connected());
        loop.advance(INTERVAL);
        holdIo = true;
        acknowledgeAll(1, 0);
        holdIo = false;
        breakAndRestart();
        assertThat(to0.sent(Deploy.class)).hasSize(1);
        heldIo.forEach(loop::execute);
        heldIo.clear();
        loop.runAll();
        assertThat(abortions()).isEmpty();
        assertThat(restored(2, 0, 1)).contains(pieces(1, 20));
    }

    @Test
    void tasksThatFailWhileARestartWaitsForACheckpointToBeStoredRestartWithIt() {
        running(job(ShipStrategy.FORWARD, Map.of(), vertex(1, 2), vertex(2, 2)));
        loop.advance(INTERVAL);
        holdIo = true;
        acknowledgeAll(1, 0);
        holdIo = false;
        breakTask(E1, attempt(2, 1));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(RESTART);
        breakTask(E0, attempt(2, 0));
        heldIo.forEach(loop::execute);
        heldIo.clear();
        loop.runAll();
        end(E0, TaskState.CANCELED, attempt(1, 0));
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                assertThat(restored(vertex, subtask, 1)).contains(pieces(1, 10 * vertex + subtask));
            }
        }
    }

    // ---- tasks that end

    @Test
    void finishedTasksTakeNoPartAndTheirConsumersAreTriggered() {
        running(connected());
        end(E0, TaskState.FINISHED, attempt(1, 0));
        end(E1, TaskState.FINISHED, attempt(1, 1));
        loop.advance(INTERVAL);
        assertThat(to0.sent(TriggerCheckpoint.class).get(0).attempts()).containsExactly(attempt(2, 0));
        acknowledge(attempt(2, 0), 1);
        acknowledge(attempt(2, 1), 1);
        assertThat(completions()).containsExactly(1L);
        breakTask(E0, attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(2, 1));
        loop.advance(RESTART);
        assertThat(latestDeployment().get(attempt(1, 0, 1)).ended()).isTrue();
        assertThat(latestDeployment().get(attempt(2, 0, 1)).ended()).isFalse();
    }

    @Test
    void aTaskThatStoresItsPartAfterTheEndOfItsInputEndsAtOnceWhenItIsRestored() {
        running(connected());
        loop.advance(INTERVAL);
        acknowledge(attempt(1, 0), 1, true);
        acknowledge(attempt(1, 1), 1);
        acknowledge(attempt(2, 0), 1);
        acknowledge(attempt(2, 1), 1);
        assertThat(completions()).containsExactly(1L);
        breakAndRestart();
        assertThat(latestDeployment().get(attempt(1, 0, 1)).ended()).isTrue();
        assertThat(latestDeployment().get(attempt(1, 1, 1)).ended()).isFalse();
    }

    @Test
    void aTaskThatFinishesBeforeItsPartMakesTheCheckpointBeginAgainAtOnce() {
        running(connected());
        loop.advance(INTERVAL);
        end(E0, TaskState.FINISHED, attempt(1, 0));
        assertThat(abortions()).containsExactly(1L);
        assertThat(requests()).hasSize(1);
        assertThat(to1.sent(TriggerCheckpoint.class).get(1).request().checkpointId())
                .isEqualTo(2);
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void sinksThatAreReadyCommitByACheckpointThatIsTakenAtOnce() {
        running(job(ShipStrategy.HASH, Map.of(), vertex(1, 2), committing(2, 2)));
        end(E0, TaskState.FINISHED, attempt(1, 0));
        end(E1, TaskState.FINISHED, attempt(1, 1));
        ready(E0, 2, 0);
        assertThat(requests()).hasSize(1);
        ready(E1, 2, 1);
        assertThat(abortions())
                .as("it is not known whether the second one takes part before or after its end")
                .containsExactly(1L);
        acknowledge(attempt(2, 0), 2);
        acknowledge(attempt(2, 1), 2);
        assertThat(completions()).containsExactly(2L);
        assertThat(to0.sent(Commit.class)).isEmpty();
        assertThat(requests()).hasSize(2);
        end(E0, TaskState.FINISHED, attempt(2, 0));
        end(E1, TaskState.FINISHED, attempt(2, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(checkpoints.complete()).isEmpty();
    }

    @Test
    void aFailureAfterTheLastCheckpointCommitsAgainFromIt() {
        running(job(ShipStrategy.HASH, Map.of(), vertex(1, 2), committing(2, 2)));
        end(E0, TaskState.FINISHED, attempt(1, 0));
        end(E1, TaskState.FINISHED, attempt(1, 1));
        holdIo = true;
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        holdIo = false;
        heldIo.forEach(loop::execute);
        loop.runAll();
        acknowledge(attempt(2, 0), 1, true);
        acknowledge(attempt(2, 1), 1, true);
        end(E0, TaskState.FINISHED, attempt(2, 0));
        breakTask(E1, attempt(2, 1));
        loop.advance(RESTART);
        assertThat(latestDeployment().values()).hasSize(4).allMatch(TaskAssignment::ended);
        assertThat(restored(2, 1, 1)).contains(pieces(1, 21));
    }

    // ---- the end

    private void endAll(TaskState state) {
        end(E0, state, attempt(1, 0), attempt(2, 0));
        end(E1, state, attempt(1, 1), attempt(2, 1));
    }

    private static JobGraph retaining(String retention) {
        return connected(
                "execution.checkpointing.dir", "file:///checkpoints",
                "execution.checkpointing.externalized-checkpoint-retention", retention,
                "restart-strategy.type", "none");
    }

    private void completeOne(JobGraph graph) {
        JobMaster master = running(graph);
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        this.master = master;
    }

    private JobMaster master;

    private void cancel() {
        master.cancel();
        loop.runAll();
        endAll(TaskState.CANCELED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
    }

    private void failForGood() {
        breakTask(E0, attempt(2, 0));
        end(E0, TaskState.CANCELED, attempt(1, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void noCheckpointStaysWhenTheJobKeepsNone() {
        completeOne(retaining("NO_EXTERNALIZED_CHECKPOINTS"));
        failForGood();
        assertThat(checkpoints.complete()).isEmpty();
    }

    /** FLINK-19816. */
    @Test
    void checkpointsOfAFailedJobStayAndThoseOfACancelledOneAreDeleted() {
        completeOne(retaining("DELETE_ON_CANCELLATION"));
        failForGood();
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
    }

    @Test
    void checkpointsOfACancelledJobAreDeletedWhenItSaysSo() {
        completeOne(retaining("DELETE_ON_CANCELLATION"));
        cancel();
        assertThat(checkpoints.complete()).isEmpty();
    }

    @Test
    void checkpointsOfACancelledJobStayWhenItSaysSo() {
        completeOne(retaining("RETAIN_ON_CANCELLATION"));
        cancel();
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
    }

    @Test
    void aFinishedJobLeavesNoCheckpoints() {
        completeOne(retaining("RETAIN_ON_CANCELLATION"));
        endAll(TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(checkpoints.complete()).isEmpty();
    }

    private void failWithASinkThatLeavesSomething(String retention) {
        LeavingSink.removedFor.clear();
        completeOne(
                job(ShipStrategy.HASH, retaining(retention).configuration(), vertex(1, 2), sinkOf(new LeavingSink())));
        failForGood();
    }

    @Test
    void whatSinksHaveLeftStaysWhileACheckpointIsKeptThatMayCountOnIt() {
        failWithASinkThatLeavesSomething("RETAIN_ON_CANCELLATION");
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
        assertThat(LeavingSink.removedFor).isEmpty();
    }

    @Test
    void whatSinksHaveLeftIsRemovedWhenNoCheckpointIsKept() {
        failWithASinkThatLeavesSomething("NO_EXTERNALIZED_CHECKPOINTS");
        assertThat(LeavingSink.removedFor).containsExactly(JOB);
    }

    @Test
    void aCheckpointThatCannotBeStoredAfterTheLastTaskHasFinishedRestartsNothing() {
        checkpoints.completeFailure = Optional.of(new IOException("no route to host"));
        running(connected());
        loop.advance(INTERVAL);
        holdIo = true;
        acknowledgeAll(1, 0);
        endAll(TaskState.FINISHED);
        holdIo = false;
        heldIo.forEach(loop::execute);
        heldIo.clear();
        loop.runAll();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(listener.ended.failures()).isEmpty();
    }

    @Test
    void aFormerRunsIdsAreNotUsedAgain() {
        checkpoints.highestId = 12;
        running(connected());
        loop.advance(INTERVAL);
        assertThat(requests()).extracting(CheckpointRequest::checkpointId).containsExactly(13L);
    }

    // ---- state of another run

    private static CheckpointMetadata savepoint(int vertex, int parallelism, int maxParallelism) {
        Map<Integer, InstanceCheckpoint> instances = new HashMap<>();
        for (int i = 0; i < parallelism; i++) {
            KeyGroupRange groups = KeyGroupRange.of(i, parallelism, maxParallelism);
            KeyedPiece keyed = new KeyedPiece(
                    KeyedPiece.PORTABLE, groups, new long[groups.size()], List.of(new InlineBytes(new byte[] {(byte) i
                    })));
            instances.put(
                    i,
                    new InstanceCheckpoint(new OperatorPieces(OptionalLong.of(7), List.of(keyed), List.of()), false));
        }
        return new CheckpointMetadata(
                7,
                0,
                CheckpointRequest.Kind.CANONICAL_SAVEPOINT,
                List.of(new OperatorCheckpoint(
                        operator(vertex).id(), "counts", parallelism, maxParallelism, instances, Optional.empty())));
    }

    @Test
    void aJobGoesOnFromTheSavepointThatItWasSubmittedWithAndCountsOnAboveItsId() {
        checkpoints.put("s7", savepoint(2, 1, 128));
        running(connected("execution.state-recovery.path", "s7"));
        OperatorPieces first = restored(2, 0, 0).orElseThrow();
        assertThat(first.checkpointId()).hasValue(7);
        assertThat(first.keyed()).extracting(KeyedPiece::groups).containsExactly(KeyGroupRange.of(0, 2, 128));
        assertThat(restored(1, 0, 0).orElseThrow().checkpointId())
                .as("an operator without state there is told that it is a restore")
                .hasValue(7);
        loop.advance(INTERVAL);
        assertThat(requests()).extracting(CheckpointRequest::checkpointId).containsExactly(8L);
        acknowledgeAll(8, 0);
        assertThat(checkpoints.discarded()).as("a savepoint is its user's").isEmpty();
    }

    @Test
    void aSavepointThatTheJobHasClaimedIsDiscardedWhenACheckpointReplacesIt() {
        checkpoints.put("s7/_metadata", savepoint(2, 2, 128));
        running(connected(
                "execution.state-recovery.path", "s7/_metadata", "execution.state-recovery.claim-mode", "CLAIM"));
        loop.advance(INTERVAL);
        assertThat(checkpoints.discarded()).isEmpty();
        acknowledgeAll(8, 0);
        assertThat(checkpoints.discarded()).containsExactly("s7");
    }

    @Test
    void aClaimedSavepointStaysWhenTheJobFailsBeforeItHasACheckpointOfItsOwn() {
        checkpoints.put("s7", savepoint(2, 2, 128));
        running(connected(
                "execution.state-recovery.path", "s7",
                "execution.state-recovery.claim-mode", "CLAIM",
                "restart-strategy.type", "none"));
        failForGood();
        assertThat(checkpoints.complete()).containsOnlyKeys("s7");
    }

    @Test
    void theOlderNameOfThePathIsUnderstood() {
        checkpoints.put("s7", savepoint(2, 2, 128));
        running(connected("execution.savepoint.path", "s7"));
        assertThat(restored(2, 0, 0).orElseThrow().checkpointId()).hasValue(7);
    }

    @Test
    void aDerivedNumberOfKeyGroupsGivesWayToThatOfTheState() {
        checkpoints.put("s7", savepoint(2, 2, 64));
        running(connected("execution.state-recovery.path", "s7"));
        assertThat(to0.sent(Deploy.class).get(0).topology().vertices().get(1).maxParallelism())
                .isEqualTo(64);
    }

    @Test
    void aGivenNumberOfKeyGroupsThatIsAnotherIsRefusedWithTheNumbers() {
        checkpoints.put("s7", savepoint(2, 2, 1));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause())
                .isEqualTo("operator 'v2' has parallelism 2, but its state at s7 has max parallelism 1; lower the"
                        + " parallelism: keyed state keeps the number that it was written with");
        assertThat(to0.sent(Deploy.class)).isEmpty();
    }

    /** Of a source function of which the first instance had ended. */
    private static CheckpointMetadata partlyEnded(int parallelism) {
        Map<Integer, InstanceCheckpoint> instances = Map.of(
                0, new InstanceCheckpoint(OperatorPieces.NONE, true), 1, new InstanceCheckpoint(pieces(7, 1), false));
        return new CheckpointMetadata(
                7,
                0,
                CheckpointRequest.Kind.CANONICAL_SAVEPOINT,
                List.of(new OperatorCheckpoint(
                        operator(1).id(), "numbers", parallelism, 128, instances, Optional.empty())));
    }

    @Test
    void aSourceFunctionThatHadEndedInPartGoesOnWithTheSameParallelism() {
        checkpoints.put("s7", partlyEnded(2));
        running(connected("execution.state-recovery.path", "s7"));
        assertThat(latestDeployment().get(attempt(1, 0)).ended()).isTrue();
        assertThat(restored(1, 1, 0)).contains(pieces(7, 1));
    }

    @Test
    void aSourceFunctionThatHadEndedInPartIsRefusedAnotherParallelism() {
        checkpoints.put("s7", partlyEnded(3));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(rootCause())
                .isEqualTo(
                        "source 'numbers' had ended in 1 of 3 instances at s7; go on with parallelism 3: with another"
                                + " one it is not known what these have emitted");
    }

    @Test
    void stateWithoutAnOperatorIsRefused() {
        checkpoints.put("s7", savepoint(5, 2, 128));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(rootCause())
                .isEqualTo("the state at s7 has operators that the job does not have: 'counts' ("
                        + operator(5).id().hex()
                        + "); give the operators of the job the same uids, or leave this state behind"
                        + " (--allowNonRestoredState, execution.state-recovery.ignore-unclaimed-state)");
    }

    @Test
    void stateWithoutAnOperatorIsLeftBehindWhenThatIsAllowed() {
        checkpoints.put("s7", savepoint(5, 2, 128));
        running(connected(
                "execution.state-recovery.path", "s7", "execution.state-recovery.ignore-unclaimed-state", "true"));
        assertThat(restored(2, 0, 0)).contains(new OperatorPieces(OptionalLong.of(7), List.of(), List.of()));
    }

    @Test
    void aJobWhoseCheckpointsAreOnAFileSystemThatNobodyKnowsFailsAtOnce() {
        checkpoints.highestIdFailure =
                Optional.of(new UnsupportedFileSystemSchemeException("there is no file system for the scheme 'foo'"));
        start(connected("restart-strategy.type", "fixed-delay", "restart-strategy.fixed-delay.attempts", "10"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause())
                .isEqualTo("the job's former checkpoints cannot be looked for: there is no file system for the scheme"
                        + " 'foo'");
    }

    @Test
    void aPathWithNothingThereFailsTheJobWithOneLine() {
        start(connected("execution.state-recovery.path", "nowhere"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("the job cannot go on from 'nowhere': there is no checkpoint at nowhere");
    }
}
