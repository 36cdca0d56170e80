package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.committing;
import static dev.weft.engine.testing.TestJobs.vertex;
import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.Collected;
import dev.weft.engine.protocol.ExecutorMessage.CollectorOpened;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.FetchCollected;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.testing.RecordingExecutorConnection;
import dev.weft.engine.view.FailureHistory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JobRestartTest extends JobMasterRig {

    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final ExecutorId E2 = new ExecutorId("e2");

    private final RecordingExecutorConnection to2 = new RecordingExecutorConnection();

    private static JobGraph job(ShipStrategy strategy, Map<String, String> settings, JobVertex... vertices) {
        Map<String, String> all = new HashMap<>(Map.of(
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "3",
                "restart-strategy.fixed-delay.delay", DELAY.toSeconds() + " s"));
        all.putAll(settings);
        List<JobEdge> edges = new ArrayList<>();
        for (int i = 1; i < vertices.length; i++) {
            edges.add(new JobEdge(vertices[i - 1].id(), 0, vertices[i].id(), 0, strategy));
        }
        return new JobGraph(JOB, "test job", false, all, List.of(vertices), edges);
    }

    /** Two tasks of each vertex; every subtask is connected with all others. */
    private static JobGraph connected() {
        return job(ShipStrategy.HASH, Map.of(), vertex(1, 2), vertex(2, 2));
    }

    /** Two pipelines that have nothing to do with each other. */
    private static JobGraph pipelines() {
        return job(ShipStrategy.FORWARD, Map.of(), vertex(1, 2), vertex(2, 2));
    }

    /** One source, whose enumerator's part is kept elsewhere. */
    private static JobGraph withStoredSource(Payload source) {
        return job(
                ShipStrategy.FORWARD,
                Map.of(),
                vertex(1, 1, "default", false, List.of(new SourceCoordinatorSpec(0, "in", StoredBlob.of(source)))));
    }

    private void run(int... attempts) {
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                report(
                        subtask == 0 ? E0 : E1,
                        attempt(vertex, subtask, attempts[subtask]),
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

    private void breakTask(ExecutorId on, ExecutionAttemptId attempt, String message) {
        FailureCause cause = new FailureCause(ErrorCode.USER_CODE, "T", message, "trace");
        report(on, attempt, TaskState.FAILED, Optional.of(cause), Map.of());
    }

    private TaskState stateOf(int vertex, int subtask) {
        loop.advance(Duration.ofMillis(20));
        return listener.last()
                .vertices()
                .get(vertex - 1)
                .subtasks()
                .get(subtask)
                .state();
    }

    private JobStatus status() {
        return listener.last().status();
    }

    private List<String> roots() {
        return listener.last().history().cases().stream()
                .map(one -> one.root().cause().message())
                .toList();
    }

    // ---- one failure

    @Test
    void aSourceThatCannotBeReadNowIsReadAgainByTheRestart() {
        Payload source = UserObjects.write(new NumberSequenceSource(1, 2), "source");
        blobs = blob -> {
            throw new IOException("the disk is away");
        };
        start(withStoredSource(source));
        giveSlots();
        assertThat(roots()).containsExactly("the source 'in' cannot be read: the disk is away");
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);

        blobs = blob -> source.open(blobs);
        loop.advance(DELAY);

        assertThat(to0.sent(Deploy.class)).hasSize(1);
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void aSourceThatIsNoSourceFailsTheJobAtOnce() {
        Payload source = new Payload(new byte[] {1, 2, 3});
        blobs = blob -> source.open(blobs);
        start(withStoredSource(source));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void aDeploymentNamesTheBlobsThatAreKeptElsewhereAndNeverSendsThem() {
        JobVertex like = vertex(1, 1);
        StoredBlob chain = StoredBlob.of(new Payload(new byte[100]));
        JobVertex large = new JobVertex(
                like.id(), like.name(), 1, 1, like.slotSharingGroup(), like.operators(), chain, List.of(), false);
        running(job(ShipStrategy.FORWARD, Map.of(), large));
        breakTask(E0, attempt(1, 0), "boom");
        loop.advance(DELAY);

        assertThat(to0.sent(Deploy.class))
                .hasSize(2)
                .allSatisfy(deploy -> assertThat(deploy.chains()).isEqualTo(Map.of(like.id(), chain)));
    }

    @Test
    void theFailureOfATaskRestartsAllThatIsConnectedWithItAfterTheDelay() {
        running(connected());
        breakTask(E1, attempt(2, 1), "boom");
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(to0.sent(Cancel.class)).containsExactly(new Cancel(JOB, List.of(attempt(1, 0), attempt(2, 0))));
        assertThat(to1.sent(Cancel.class)).containsExactly(new Cancel(JOB, List.of(attempt(1, 1))));
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(DELAY.minusMillis(1));
        assertThat(to0.sent(Deploy.class)).hasSize(1);
        loop.advance(Duration.ofMillis(1));
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        Deploy again = to0.sent(Deploy.class).get(1);
        assertThat(again.tasks())
                .extracting(task -> task.attempt())
                .containsExactly(attempt(1, 0, 1), attempt(2, 0, 1));
        assertThat(again.topology().placement().get(vertexId(2)))
                .containsExactly(new Placed(0, 1, 1), new Placed(1, 1, 1));
        assertThat(slots.required).as("it has its slots still").containsExactly(2);
        run(1, 1);
        assertThat(stateOf(2, 1)).isEqualTo(TaskState.RUNNING);
        assertThat(listener.last().history().restarts()).isEqualTo(1);
        assertThat(roots()).containsExactly("boom");
    }

    @Test
    void aFailureThatNoRestartCanHelpFailsTheJob() {
        running(connected());
        FailureCause cause = new FailureCause(ErrorCode.UNRECOVERABLE, "T", "too long", "trace");
        report(E1, attempt(2, 1), TaskState.FAILED, Optional.of(cause), Map.of());
        assertThat(status()).isEqualTo(JobStatus.FAILING);
    }

    @Test
    void theRestartWaitsForTheEndOfTheFormerAttempts() {
        running(connected());
        breakTask(E1, attempt(2, 1), "boom");
        loop.advance(DELAY.multipliedBy(5));
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        assertThat(to0.sent(Deploy.class)).hasSize(1);
        assertThat(stateOf(1, 1)).isEqualTo(TaskState.CANCELING);
        end(E1, TaskState.CANCELED, attempt(1, 1));
        assertThat(to0.sent(Deploy.class)).hasSize(2);
    }

    @Test
    void aJobFailsWhenItsStrategyGivesUpAndSaysSo() {
        running(job(
                ShipStrategy.HASH, Map.of("restart-strategy.fixed-delay.attempts", "1"), vertex(1, 2), vertex(2, 2)));
        breakTask(E1, attempt(2, 1), "first");
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(DELAY);
        run(1, 1);
        breakTask(E0, attempt(1, 0, 1), "second");
        assertThat(status()).isEqualTo(JobStatus.FAILING);
        end(E0, TaskState.CANCELED, attempt(2, 0, 1));
        end(E1, TaskState.CANCELED, attempt(1, 1, 1), attempt(2, 1, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("second");
        assertThat(roots()).containsExactly("second", "first");
    }

    @Test
    void everyRestartIsToldInOneLine() {
        running(connected());
        breakTask(E1, attempt(2, 1), "boom\nand more");
        assertThat(listener.restarts)
                .containsExactly(
                        "Job 'test job' [" + JOB + "] restarts 4 of 4 tasks in 10000 ms, restart 1: v2 (2/2): boom."
                                + " Without a complete checkpoint they begin anew from their sources; what they had in state is"
                                + " lost");
    }

    @Test
    void whatAFormerAttemptStillSaysIsIgnored() {
        running(connected());
        breakTask(E1, attempt(2, 1), "boom");
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(DELAY);
        run(1, 1);
        breakTask(E0, attempt(1, 0), "late");
        slots.client.onMessage(E0, new ReadyToCommit(JOB, attempt(1, 0)));
        loop.runAll();
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        assertThat(roots()).containsExactly("boom");
    }

    // ---- executors

    @Test
    void theLossOfAnExecutorRestartsItsTasksElsewhereAndTheOthersInTheirSlots() {
        running(connected());
        lose(E1, "container e1 ended: exit status 137");
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        loop.advance(DELAY);
        assertThat(to0.sent(Deploy.class)).as("a slot is missing").hasSize(1);
        assertThat(stateOf(1, 1)).isEqualTo(TaskState.SCHEDULED);
        slots.client.onSlots(slots.number, List.of(new Slot(E2, 0, "h2", 12, to2), new Slot(E0, 0, "h0", 10, to0)));
        loop.runAll();
        assertThat(to0.sent(Deploy.class).get(1).tasks())
                .extracting(task -> task.attempt())
                .containsExactly(attempt(1, 0, 1), attempt(2, 0, 1));
        assertThat(to2.sent(Deploy.class).get(0).tasks())
                .extracting(task -> task.attempt())
                .containsExactly(attempt(1, 1, 1), attempt(2, 1, 1));
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void theReasonOfALossReplacesWhatWasSeenOfItFirstAlthoughTheRestartGoesOn() {
        running(connected());
        slots.client.onExecutorLost(E1, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "reset", ""), false);
        loop.runAll();
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        slots.client.onLossExplained(E1, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "exit status 137", ""));
        loop.advance(DELAY);
        assertThat(roots()).containsExactly("exit status 137");
    }

    @Test
    void aJobThatFailsByALossEndsWhenItsReasonIsKnown() {
        running(job(ShipStrategy.HASH, Map.of("restart-strategy.type", "none"), vertex(1, 2), vertex(2, 2)));
        slots.client.onExecutorLost(E1, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "reset", ""), false);
        loop.runAll();
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        assertThat(status()).isEqualTo(JobStatus.FAILING);
        assertThat(listener.ended).isNull();
        assertThat(slots.required).as("no slot is asked for in its place").containsExactly(2, 1);
        slots.client.onLossExplained(E1, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "exit status 137", ""));
        loop.runAll();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("exit status 137");
    }

    @Test
    void anExecutorThatIsLostDuringARestartIsReplacedWithoutAnotherRestart() {
        running(connected());
        breakTask(E1, attempt(2, 1), "boom");
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        lose(E1, "gone");
        loop.advance(DELAY);
        slots.client.onSlots(slots.number, List.of(new Slot(E2, 0, "h2", 12, to2), new Slot(E0, 0, "h0", 10, to0)));
        loop.runAll();
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        assertThat(listener.last().history().restarts()).isEqualTo(1);
        FailureHistory.Case only = listener.last().history().cases().get(0);
        assertThat(only.root().cause().message()).isEqualTo("boom");
        assertThat(only.others()).extracting(other -> other.cause().message()).containsExactly("gone");
    }

    @Test
    void anExecutorWhoseTasksHaveAllEndedIsNotMissed() {
        running(pipelines());
        end(E1, TaskState.FINISHED, attempt(1, 1), attempt(2, 1));
        lose(E1, "gone");
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        assertThat(slots.required).as("one slot is enough now").containsExactly(2, 1);
        assertThat(slots.declarations.get(1).kept()).containsExactly(new SlotId(E0, 0));
        breakTask(E0, attempt(1, 0), "boom");
        assertThat(slots.required)
                .as("the job has no slot for the other pipeline")
                .containsExactly(2, 1, 2);
    }

    // ---- regions

    @Test
    void aPipelineThatIsOfItsOwnIsRestartedAloneAndTheJobStaysRunning() {
        running(pipelines());
        breakTask(E1, attempt(2, 1), "boom");
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        assertThat(to0.sent(Cancel.class)).isEmpty();
        assertThat(stateOf(1, 1)).isEqualTo(TaskState.CANCELING);
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(DELAY);
        assertThat(to0.sent(Deploy.class)).hasSize(1);
        assertThat(to1.sent(Deploy.class).get(1).tasks())
                .extracting(task -> task.attempt())
                .containsExactly(attempt(1, 1, 1), attempt(2, 1, 1));
        assertThat(to1.sent(Deploy.class).get(1).topology().placement().get(vertexId(1)))
                .containsExactly(new Placed(0, 0, 1), new Placed(1, 1, 1));
    }

    @Test
    void theFullStrategyRestartsTheWholeJob() {
        running(job(
                ShipStrategy.FORWARD,
                Map.of("jobmanager.execution.failover-strategy", "full"),
                vertex(1, 2),
                vertex(2, 2)));
        breakTask(E1, attempt(2, 1), "boom");
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(to0.sent(Cancel.class)).hasSize(1);
    }

    @Test
    void aTaskThatHasFinishedBeginsAnewWithItsRegion() {
        running(connected());
        end(E0, TaskState.FINISHED, attempt(1, 0));
        breakTask(E1, attempt(2, 1), "boom");
        end(E0, TaskState.CANCELED, attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        loop.advance(DELAY);
        assertThat(to0.sent(Deploy.class).get(1).tasks())
                .extracting(task -> task.attempt())
                .containsExactly(attempt(1, 0, 1), attempt(2, 0, 1));
    }

    @Test
    void failuresOfOtherPipelinesDuringARestartJoinIt() {
        running(pipelines());
        breakTask(E1, attempt(2, 1), "storm");
        breakTask(E0, attempt(2, 0), "storm too");
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(to0.sent(Cancel.class)).containsExactly(new Cancel(JOB, List.of(attempt(1, 0))));
        end(E0, TaskState.CANCELED, attempt(1, 0));
        breakTask(E1, attempt(1, 1), "while it was cancelled");
        loop.advance(DELAY);
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        assertThat(to0.sent(Deploy.class)).hasSize(2);
        assertThat(to1.sent(Deploy.class)).hasSize(2);
        assertThat(listener.last().history().restarts()).isEqualTo(1);
        assertThat(listener.last().history().cases()).hasSize(1);
        assertThat(listener.last().history().cases().get(0).others()).hasSize(2);
    }

    // ---- cancellation

    @Test
    void aJobIsCancelledWhileItWaitsForItsRestart() {
        JobMaster master = running(connected());
        breakTask(E1, attempt(2, 1), "boom");
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        master.cancel();
        loop.runAll();
        assertThat(status()).isEqualTo(JobStatus.CANCELLING);
        end(E1, TaskState.CANCELED, attempt(1, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
        loop.advance(DELAY);
        assertThat(to0.sent(Deploy.class)).hasSize(1);
        assertThat(slots.released).containsExactly(JOB);
    }

    @Test
    void aFailureWhileTheJobIsCancelledRestartsNothing() {
        JobMaster master = running(connected());
        master.cancel();
        loop.runAll();
        breakTask(E1, attempt(2, 1), "interrupted");
        end(E0, TaskState.CANCELED, attempt(1, 0), attempt(2, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(listener.ended.history().restarts()).isZero();
    }

    // ---- what others say

    @Test
    void slotsThatDoNotComeCountAsAFailureAndAreAskedForAgain() {
        start(connected());
        slots.client.onSlotsUnavailable(new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, "2 are missing"));
        loop.runAll();
        assertThat(status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(slots.required).containsExactly(2, 2);
        giveSlots();
        loop.advance(DELAY);
        assertThat(status()).isEqualTo(JobStatus.RUNNING);
        assertThat(to0.sent(Deploy.class)).hasSize(1);
    }

    @Test
    void anAnswerToAnEarlierStatementOfSlotsIsIgnored() {
        running(job(ShipStrategy.HASH, Map.of("restart-strategy.type", "none"), vertex(1, 2), vertex(2, 2)));
        slots.client.onExecutorLost(E1, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", "reset", ""), false);
        slots.client.onSlots(1, List.of(new Slot(E0, 0, "h0", 10, to0), new Slot(E2, 0, "h2", 12, to2)));
        loop.runAll();
        assertThat(slots.declarations.get(1).kept()).containsExactly(new SlotId(E0, 0));
    }

    @Test
    void whatCannotHelpIsNotTriedAgain() {
        JobMaster master = running(connected());
        master.fail(new WeftException(ErrorCode.EXTERNAL_SERVICE, "the cluster is lost"));
        loop.runAll();
        assertThat(status()).isEqualTo(JobStatus.FAILING);
    }

    // ---- effects

    @Test
    void aJobThatHasBegunToCommitIsNotRestarted() {
        running(job(ShipStrategy.HASH, Map.of(), committing(1, 2)));
        ready(E0, 1, 0);
        ready(E1, 1, 1);
        assertThat(to0.sent(Commit.class)).hasSize(1);
        breakTask(E0, attempt(1, 0), "disk full");
        end(E1, TaskState.FINISHED, attempt(1, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(listener.ended.history().restarts()).isZero();
    }

    @Test
    void anAttemptThatWasReadyToCommitHasToBecomeReadyAgain() {
        running(job(ShipStrategy.FORWARD, Map.of(), committing(1, 2)));
        ready(E0, 1, 0);
        breakTask(E1, attempt(1, 1), "boom");
        loop.advance(DELAY);
        end(E1, TaskState.RUNNING, attempt(1, 1, 1));
        assertThat(to0.sent(Commit.class)).isEmpty();
        slots.client.onMessage(E1, new ReadyToCommit(JOB, attempt(1, 1, 1)));
        loop.runAll();
        assertThat(to0.sent(Commit.class)).containsExactly(new Commit(JOB, List.of(attempt(1, 0))));
        assertThat(to1.sent(Commit.class)).containsExactly(new Commit(JOB, List.of(attempt(1, 1, 1))));
    }

    @Test
    void accumulatorsOfFormerAttemptsDoNotCount() {
        running(job(ShipStrategy.FORWARD, Map.of(), vertex(1, 2)));
        report(E0, attempt(1, 0), TaskState.FINISHED, Optional.empty(), Map.of("lines", JobMasterTest.counter(3)));
        report(
                E1,
                attempt(1, 1),
                TaskState.FAILED,
                Optional.of(new FailureCause(ErrorCode.USER_CODE, "T", "boom", "")),
                Map.of("lines", JobMasterTest.counter(100)));
        loop.advance(DELAY);
        report(E1, attempt(1, 1, 1), TaskState.RUNNING, Optional.empty(), Map.of());
        report(E1, attempt(1, 1, 1), TaskState.FINISHED, Optional.empty(), Map.of("lines", JobMasterTest.counter(4)));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(listener.ended.accumulators().get("lines").text()).isEqualTo("7");
    }

    @Test
    void resultsThatNobodyHasTakenAreCollectedAnew() {
        JobMaster master = running(job(ShipStrategy.FORWARD, Map.of(), vertex(1, 1)));
        slots.client.onMessage(E0, new CollectorOpened(JOB, attempt(1, 0), "sink"));
        breakTask(E0, attempt(1, 0), "boom");
        CompletableFuture<Fetched> between = new CompletableFuture<>();
        master.fetchCollected("sink", 0, between);
        loop.advance(DELAY);
        assertThat(between).isCompletedWithValue(Fetched.NONE);
        end(E0, TaskState.RUNNING, attempt(1, 0, 1));
        slots.client.onMessage(E0, new CollectorOpened(JOB, attempt(1, 0, 1), "sink"));
        master.fetchCollected("sink", 0, new CompletableFuture<>());
        loop.runAll();
        assertThat(to0.sent(FetchCollected.class))
                .extracting(FetchCollected::attempt)
                .containsExactly(attempt(1, 0, 1));
    }

    @Test
    void aJobOfWhichResultsWereTakenIsNotRestarted() {
        JobMaster master = running(job(ShipStrategy.FORWARD, Map.of(), vertex(1, 1)));
        slots.client.onMessage(E0, new CollectorOpened(JOB, attempt(1, 0), "sink"));
        CompletableFuture<Fetched> first = new CompletableFuture<>();
        master.fetchCollected("sink", 0, first);
        loop.runAll();
        long requestId = to0.sent(FetchCollected.class).get(0).requestId();
        slots.client.onMessage(E0, new Collected(JOB, attempt(1, 0), requestId, new Payload(new byte[] {1})));
        loop.runAll();
        assertThat(first).isCompleted();
        breakTask(E0, attempt(1, 0), "boom");
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("boom");
    }
}
