package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.committing;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.checkpoint.OutcomeUnknownException;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.MasterMessage.CheckpointCompleted;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.CheckpointStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checkpoints as the JobMaster takes them, and their failures; the test plays the executors. */
class JobCheckpointTest extends CheckpointedJobRig {

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
                .containsExactly(new CheckpointCompleted(JOB, List.of(attempt(1, 0), attempt(2, 0)), 1, List.of()));
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
    }

    @Test
    void tasksAreToldOfWhichVerticesAllInstancesHadEnded() {
        running(connected());
        loop.advance(INTERVAL);
        acknowledge(attempt(1, 0), 1, true);
        acknowledge(attempt(1, 1), 1, true);
        acknowledge(attempt(2, 0), 1, true);
        acknowledge(attempt(2, 1), 1, false);
        assertThat(to0.sent(CheckpointCompleted.class))
                .extracting(CheckpointCompleted::ended)
                .containsExactly(List.of(attempt(1, 0).vertex()));
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

    /** FLINK-14091. */
    @Test
    void whenTheStorageIsBackCheckpointsAreTakenAgain() {
        running(connected("execution.checkpointing.tolerable-failed-checkpoints", "5"));
        checkpoints.prepareFailure = Optional.of(new IOException("no route to host"));
        for (int lost = 0; lost < 3; lost++) {
            loop.advance(INTERVAL);
        }
        assertThat(requests()).isEmpty();
        checkpoints.prepareFailure = Optional.empty();
        for (long id = 4; id <= 6; id++) {
            loop.advance(INTERVAL);
            acknowledgeAll(id, 0);
        }
        assertThat(completions()).containsExactly(4L, 5L, 6L);
        assertThat(listener.last().history().restarts()).isZero();
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
}
