package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.jobmaster.checkpoint.CheckpointOrder;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.ClusterCommands.Taken;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Savepoints, stops and checkpoints that users ask a JobMaster for; the test plays the executors. */
class SavepointCommandsTest extends CheckpointedJobRig {

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
    void whatATaskHasStoredTooLateForASavepointThatWasDeclinedIsDeleted() {
        completeOne(connected());
        take(CheckpointOrder.ofSavepoint(true, Optional.of("s")));
        decline(attempt(1, 1), 2, "no");
        String directory = requests().get(1).directory();
        assertThat(checkpoints.discarded()).containsExactly(directory);
        acknowledge(attempt(2, 1), 2);
        assertThat(checkpoints.discarded()).containsExactly(directory, directory);
    }

    @Test
    void whatTasksLeaveOfASavepointThatWasDeclinedIsDeletedWhenTheJobEnds() {
        completeOne(connected());
        take(CheckpointOrder.ofSavepoint(true, Optional.of("s")));
        decline(attempt(1, 1), 2, "no");
        String directory = requests().get(1).directory();
        endAll(TaskState.FINISHED);
        assertThat(checkpoints.discarded().stream().filter(directory::equals)).hasSize(2);
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
}
