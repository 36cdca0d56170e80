package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.TaskState;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which checkpoints a job leaves when it ends; the test plays the executors. */
class CheckpointRetentionTest extends CheckpointedJobRig {

    private static JobGraph retaining(String retention) {
        return connected(
                "execution.checkpointing.dir", "file:///checkpoints",
                "execution.checkpointing.externalized-checkpoint-retention", retention,
                "restart-strategy.type", "none");
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
}
