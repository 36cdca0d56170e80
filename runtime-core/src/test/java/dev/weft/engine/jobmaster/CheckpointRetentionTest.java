package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.jobmaster.checkpoint.CheckpointOrder;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.TaskState;
import java.io.IOException;
import java.time.Duration;
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

    private void runHeldIo() {
        while (!heldIo.isEmpty()) {
            heldIo.remove(0).run();
            loop.runAll();
        }
    }

    /** A client that sees a job RUNNING, and a JobManager that takes it over, can count on its checkpoints. */
    @Test
    void checkpointsAreDeletedWhenTheEndOfTheJobIsKnownAndNotBefore() {
        completeOne(retaining("RETAIN_ON_CANCELLATION"));
        holdIo = true;
        endAll(TaskState.FINISHED);
        assertThat(listener.last().status()).isEqualTo(JobStatus.FINISHED);
        assertThat(listener.last().released()).isFalse();
        assertThat(listener.ended).isNull();
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
        runHeldIo();
        assertThat(checkpoints.complete()).isEmpty();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(listener.ended.released()).isTrue();
    }

    @Test
    void aJobEndsAlthoughItsCheckpointsCannotBeDeletedSoon() {
        completeOne(retaining("NO_EXTERNALIZED_CHECKPOINTS"));
        holdIo = true;
        endAll(TaskState.FINISHED);
        loop.advance(Duration.ofSeconds(9));
        assertThat(listener.ended).isNull();
        loop.advance(Duration.ofSeconds(1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
    }

    /** All its tasks have finished, and its latest checkpoint is being written. */
    private JobMaster ending(JobGraph graph) {
        JobMaster master = running(graph);
        loop.advance(INTERVAL);
        holdIo = true;
        acknowledgeAll(1, 0);
        endAll(TaskState.FINISHED);
        return master;
    }

    @Test
    void whatEndsAJobAtLastDecidesWhichCheckpointsStay() {
        JobMaster master = ending(retaining("RETAIN_ON_CANCELLATION"));
        master.fail(new WeftException(ErrorCode.EXTERNAL_SERVICE, "the application must end"));
        loop.runAll();
        runHeldIo();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(checkpoints.complete()).containsOnlyKeys("chk-1");
    }

    @Test
    void aSavepointOfAJobThatIsEndingIsRefusedAtOnce() {
        JobMaster master = ending(connected());
        CheckpointOrder order = CheckpointOrder.ofSavepoint(true, Optional.of("s"));
        master.take(order);
        loop.runAll();
        assertThatThrownBy(order.answer()::join)
                .hasMessageContaining("no checkpoint or savepoint was taken: the job ends");
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
    void whatSinksHaveLeftStaysUntilTheEndOfTheJobIsKnown() {
        LeavingSink.removedFor.clear();
        completeOne(job(
                ShipStrategy.HASH,
                retaining("NO_EXTERNALIZED_CHECKPOINTS").configuration(),
                vertex(1, 2),
                sinkOf(new LeavingSink())));
        master.cancel();
        loop.runAll();
        holdIo = true;
        endAll(TaskState.CANCELED);
        assertThat(LeavingSink.removedFor).isEmpty();
        assertThat(listener.last().status()).isEqualTo(JobStatus.CANCELED);
        runHeldIo();
        assertThat(LeavingSink.removedFor).containsExactly(JOB);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void aCheckpointThatCannotBeStoredAfterTheLastTaskHasFinishedRestartsNothing() {
        checkpoints.completeFailure = Optional.of(new IOException("no route to host"));
        running(connected());
        loop.advance(INTERVAL);
        holdIo = true;
        acknowledgeAll(1, 0);
        endAll(TaskState.FINISHED);
        runHeldIo();
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
