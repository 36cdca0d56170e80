package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.committing;
import static dev.weft.engine.testing.TestJobs.operator;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Restarts from checkpoints, and checkpoints of jobs whose tasks end; the test plays the executors. */
class CheckpointRestartTest extends CheckpointedJobRig {

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
}
