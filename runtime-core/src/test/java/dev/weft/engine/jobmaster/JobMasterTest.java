package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.committing;
import static dev.weft.engine.testing.TestJobs.line;
import static dev.weft.engine.testing.TestJobs.vertex;
import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.api.common.accumulators.IntCounter;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.testing.RecordingLog;
import dev.weft.engine.view.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobMasterTest extends JobMasterRig {

    // ---- scheduling

    @Test
    void slotsAreAskedForAtOnceAndNothingIsDeployedBeforeAllAreThere() {
        start(line(vertex(1, 1), vertex(2, 2)));
        assertThat(slots.required).containsExactly(2);
        assertThat(listener.last().status()).isEqualTo(JobStatus.CREATED);
        assertThat(to0.sent()).isEmpty();
        giveSlots();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void everyExecutorGetsOneDeploymentWithAllItNeeds() {
        start(line(vertex(1, 1), vertex(2, 2)));
        giveSlots();
        Deploy first = to0.sent(Deploy.class).get(0);
        Deploy second = to1.sent(Deploy.class).get(0);
        assertThat(to0.sent()).hasSize(1);
        assertThat(to1.sent()).hasSize(1);
        assertThat(first.jars()).containsExactly("user.jar");
        assertThat(first.chains()).containsOnlyKeys(vertexId(1), vertexId(2));
        assertThat(second.chains()).containsOnlyKeys(vertexId(2));
        assertThat(first.tasks()).extracting(task -> task.attempt()).containsExactly(attempt(1, 0), attempt(2, 0));
        assertThat(second.tasks()).extracting(task -> task.attempt()).containsExactly(attempt(2, 1));
        assertThat(first.topology()).isEqualTo(second.topology());
        assertThat(first.topology().executors())
                .extracting(address -> address.port())
                .containsExactly(10, 11);
        assertThat(first.topology().placement().get(vertexId(2)))
                .extracting(placed -> placed.executor())
                .containsExactly(0, 1);
    }

    @Test
    void aJobWhoseSlotsNeverComeFailsWithWhatIsMissing() {
        start(line(vertex(1, 2)));
        slots.client.onSlotsUnavailable(
                new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, "the job needs 2 slots, 0 are free"));
        loop.runAll();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("the job needs 2 slots, 0 are free");
        assertThat(slots.released).containsExactly(JOB);
    }

    @Test
    void aJobWhoseClassesCannotBeOpenedFailsBeforeItHasSlots() {
        openFailure = new WeftException(ErrorCode.INVALID_CONFIGURATION, "user.jar does not exist");
        start(line(vertex(1, 2)));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("user.jar does not exist");
    }

    @Test
    void anExecutorThatIsLostBeforeTheDeploymentIsReplaced() {
        holdIo = true;
        start(line(vertex(1, 2)));
        giveSlots();
        lose(E1, "gone");
        heldIo.forEach(Runnable::run);
        loop.runAll();
        assertThat(slots.required)
                .as("slots that are lost are replaced without asking")
                .containsExactly(2);
        assertThat(listener.last().status()).isEqualTo(JobStatus.CREATED);
        giveSlots();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void aJobThatIsCancelledWhileItsClassesAreOpenedEndsAfterwards() {
        holdIo = true;
        JobMaster master = start(line(vertex(1, 2)));
        master.cancel();
        loop.runAll();
        assertThat(listener.last().status()).isEqualTo(JobStatus.CANCELLING);
        holdIo = false;
        heldIo.forEach(Runnable::run);
        loop.runAll();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
    }

    // ---- the good end

    @Test
    void aJobIsFinishedWhenAllItsTasksAre() {
        running(line(vertex(1, 1), vertex(2, 2)));
        report(E0, 1, 0, TaskState.FINISHED);
        report(E0, 2, 0, TaskState.FINISHED);
        assertThat(listener.ended).isNull();
        report(E1, 2, 1, TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(listener.ended.endMs()).isPresent();
        assertThat(listener.ended.statusMs())
                .containsOnlyKeys(JobStatus.INITIALIZING, JobStatus.CREATED, JobStatus.RUNNING, JobStatus.FINISHED);
        assertThat(to0.sent(ReleaseJob.class)).hasSize(1);
        assertThat(to1.sent(ReleaseJob.class)).hasSize(1);
        assertThat(slots.released).containsExactly(JOB);
        assertThat(to0.sent(Commit.class)).isEmpty();
    }

    @Test
    void accumulatorsOfAllTasksAreMerged() throws Exception {
        running(line(vertex(1, 2)));
        report(E0, 1, 0, TaskState.FINISHED, Optional.empty(), Map.of("lines", counter(3), "odd", counter(1)));
        report(
                E1,
                1,
                1,
                TaskState.FINISHED,
                Optional.empty(),
                Map.of("lines", counter(4), "odd", UserObjects.write("no accumulator", "text")));
        assertThat(listener.ended.accumulators()).containsOnlyKeys("lines");
        JobView.Accumulated lines = listener.ended.accumulators().get("lines");
        assertThat(lines.type()).isEqualTo("IntCounter");
        assertThat(lines.text()).isEqualTo("7");
        assertThat(UserObjects.read(lines.value(), userClassLoader, Integer.class, "sum"))
                .isEqualTo(7);
    }

    static Payload counter(int value) {
        IntCounter counter = new IntCounter();
        counter.add(value);
        return UserObjects.write(counter, "counter");
    }

    @Test
    void sinksCommitTogetherWhenAllAreReadyAndAllElseHasFinished() {
        running(line(vertex(1, 1), committing(2, 2)));
        ready(E0, 2, 0);
        report(E0, 1, 0, TaskState.FINISHED);
        assertThat(to0.sent(Commit.class)).isEmpty();
        ready(E1, 2, 1);
        assertThat(to0.sent(Commit.class)).containsExactly(new Commit(JOB, List.of(attempt(2, 0))));
        assertThat(to1.sent(Commit.class)).containsExactly(new Commit(JOB, List.of(attempt(2, 1))));
        report(E0, 2, 0, TaskState.FINISHED);
        assertThat(listener.ended).isNull();
        report(E1, 2, 1, TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(to0.sent(Commit.class)).hasSize(1);
    }

    @Test
    void theCommitWaitsForTasksWithoutEffectsToo() {
        running(line(vertex(1, 1), committing(2, 2)));
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        assertThat(to0.sent(Commit.class)).isEmpty();
        report(E0, 1, 0, TaskState.FINISHED);
        assertThat(to0.sent(Commit.class)).hasSize(1);
    }

    @Test
    void afterTheCommitWasDecidedNeitherCancellationNorFailureStopsAnotherSink() {
        JobMaster master = running(line(committing(2, 2)));
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        master.cancel();
        loop.runAll();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
        fail(E0, 2, 0, ErrorCode.EXTERNAL_SERVICE, "disk full");
        assertThat(to1.sent(Cancel.class)).isEmpty();
        report(E1, 2, 1, TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("disk full");
    }

    // ---- failures

    @Test
    void theFailureOfOneTaskCancelsAllOthersAndFailsTheJob() {
        running(line(vertex(1, 1), vertex(2, 2)));
        fail(E1, 2, 1, ErrorCode.USER_CODE, "boom");
        assertThat(listener.last().status()).isEqualTo(JobStatus.FAILING);
        assertThat(to0.sent(Cancel.class)).containsExactly(new Cancel(JOB, List.of(attempt(1, 0), attempt(2, 0))));
        assertThat(to1.sent(Cancel.class)).isEmpty();
        report(E0, 1, 0, TaskState.CANCELED);
        report(E0, 2, 0, TaskState.CANCELED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        JobView.Failure failure = listener.ended.failures().get(0);
        assertThat(failure.task()).contains("v2 (2/2)");
        assertThat(failure.executor()).contains(E1);
        assertThat(failure.cause().message()).isEqualTo("boom");
    }

    @Test
    void theRootCauseMayArriveAfterItsEchoes() {
        running(line(vertex(1, 1), vertex(2, 2)));
        echo(E1, 2, 1, 1, 0);
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(to0.sent(Cancel.class)).isEmpty();
        fail(E0, 1, 0, ErrorCode.USER_CODE, "boom");
        assertThat(to0.sent(Cancel.class)).hasSize(1);
        report(E0, 2, 0, TaskState.CANCELED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("boom");
        assertThat(listener.ended.failures()).hasSize(2);
    }

    @Test
    void aJobDoesNotEndByEchoesAlone() {
        running(line(vertex(1, 1), vertex(2, 2)));
        report(E0, 1, 0, TaskState.FINISHED);
        echo(E0, 2, 0, 1, 0);
        echo(E1, 2, 1, 1, 0);
        assertThat(listener.ended)
                .as("what happened to the producer is not known")
                .isNull();
        lose(E0, "container e0 ended: exit status 137");
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("container e0 ended: exit status 137");
    }

    @Test
    void anEchoBringsTheJobDownWhenNothingIsHeardOfItsCulprit() {
        running(line(vertex(1, 1), vertex(2, 2)));
        echo(E1, 2, 1, 1, 0);
        loop.advance(Recovery.CULPRIT_PATIENCE.minusMillis(1));
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
        loop.advance(Duration.ofMillis(1));
        assertThat(listener.last().status()).isEqualTo(JobStatus.FAILING);
        assertThat(rootCause()).isEqualTo("connection reset");
        assertThat(to0.sent(Cancel.class)).containsExactly(new Cancel(JOB, List.of(attempt(1, 0), attempt(2, 0))));
        fail(E0, 1, 0, ErrorCode.USER_CODE, "boom, late");
        report(E0, 2, 0, TaskState.CANCELED);
        assertThat(rootCause()).isEqualTo("boom, late");
    }

    @Test
    void aJobIsCancelledWhileAnEchoWaitsForItsCulprit() {
        JobMaster master = running(line(vertex(1, 1), vertex(2, 2)));
        echo(E1, 2, 1, 1, 0);
        master.cancel();
        loop.runAll();
        report(E0, 1, 0, TaskState.CANCELED);
        report(E0, 2, 0, TaskState.CANCELED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
        loop.advance(Recovery.CULPRIT_PATIENCE);
        assertThat(listener.last().status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void aLostExecutorFailsItsTasksWithTheReasonOfTheCluster() {
        running(line(vertex(1, 1), vertex(2, 2)));
        echo(E0, 2, 0, 2, 1);
        report(E0, 1, 0, TaskState.FINISHED);
        assertThat(listener.ended)
                .as("the task on the other executor has not ended yet")
                .isNull();
        lose(E1, "container e1 ended: exit status 137");
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("container e1 ended: exit status 137");
        assertThat(listener.ended.failures().get(0).executor()).contains(E1);
    }

    @Test
    void whatALostExecutorHasWrittenIsRemovedBeforeTheJobEnds() {
        LeavingSink.removedFor.clear();
        running(line(vertex(1, 1), sinkOf(new LeavingSink())));
        report(E0, 1, 0, TaskState.FINISHED);
        report(E0, 2, 0, TaskState.FINISHED);
        lose(E1, "killed");
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(LeavingSink.removedFor).containsExactly(JOB);
    }

    @Test
    void whatAFailedJobHasHandedOverForCommittingIsRemovedBeforeItEnds() {
        LeavingSink.removedFor.clear();
        running(line(vertex(1, 1), sinkOf(new LeavingSink())));
        fail(E0, 1, 0, ErrorCode.USER_CODE, "boom");
        report(E0, 2, 0, TaskState.CANCELED);
        report(E1, 2, 1, TaskState.CANCELED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(LeavingSink.removedFor).containsExactly(JOB);
    }

    @Test
    void whatTasksOfAFormerJobManagerHaveLeftIsRemovedThoughNothingFails() {
        LeavingSink.removedFor.clear();
        epoch = 2;
        running(line(sinkOf(new LeavingSink())));
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        report(E0, 2, 0, TaskState.FINISHED);
        report(E1, 2, 1, TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(LeavingSink.removedFor).containsExactly(JOB);
    }

    @Test
    void nothingIsLookedForWhenAllTasksHaveCommittedInTheirFirstAttempt() {
        LeavingSink.removedFor.clear();
        running(line(sinkOf(new LeavingSink())));
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        report(E0, 2, 0, TaskState.FINISHED);
        report(E1, 2, 1, TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(LeavingSink.removedFor).isEmpty();
    }

    @Test
    void whatWasToBeCommittedStaysWhenTheCommitFails() {
        LeavingSink.removedFor.clear();
        running(line(sinkOf(new LeavingSink())));
        ready(E0, 2, 0);
        ready(E1, 2, 1);
        fail(E0, 2, 0, ErrorCode.EXTERNAL_SERVICE, "disk full");
        report(E1, 2, 1, TaskState.FINISHED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(LeavingSink.removedFor).isEmpty();
    }

    @Test
    void aJobEndsAlthoughNobodyAnswersWhereItsOutputWas() {
        running(line(vertex(1, 1), sinkOf(new LeavingSink())));
        report(E0, 1, 0, TaskState.FINISHED);
        report(E0, 2, 0, TaskState.FINISHED);
        holdIo = true;
        lose(E1, "killed");
        assertThat(listener.last().status()).isEqualTo(JobStatus.FAILED);
        assertThat(listener.ended).isNull();
        try (RecordingLog log = new RecordingLog(JobFinalization.class)) {
            loop.advance(Duration.ofSeconds(11));
            assertThat(log.lines())
                    .containsExactly("WARN Removing the uncommitted output of job [" + JOB
                            + "] takes longer than 10 s; the job ends without it. Hidden files may be left in the output"
                            + " directories of 'sink'");
        }
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        heldIo.remove(0).run();
    }

    @Test
    void theLossOfAnExecutorWithoutTasksOfTheJobDoesNotMatter() {
        running(line(vertex(1, 1)));
        lose(new ExecutorId("other"), "gone");
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void aTaskThatWasCancelledByItsExecutorFailsTheJob() {
        running(line(vertex(1, 2)));
        report(E0, 1, 0, TaskState.CANCELED);
        assertThat(listener.last().status()).isEqualTo(JobStatus.FAILING);
        assertThat(rootCause()).contains("v1 (1/2) was cancelled by its executor");
    }

    @Test
    void aMessageOfAnExecutorThatDoesNotRunTheTaskIsIgnored() {
        running(line(vertex(1, 2)));
        fail(E1, 1, 0, ErrorCode.USER_CODE, "not mine");
        assertThat(listener.last().status()).isEqualTo(JobStatus.RUNNING);
    }

    // ---- cancellation

    @Test
    void aJobThatWaitsForSlotsIsCancelledAtOnce() {
        JobMaster master = start(line(vertex(1, 2)));
        master.cancel();
        loop.runAll();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(slots.released).containsExactly(JOB);
    }

    @Test
    void aRunningJobIsCanceledWhenAllItsTasksHaveEnded() {
        JobMaster master = start(line(vertex(1, 2)));
        giveSlots();
        report(E0, 1, 0, TaskState.RUNNING);
        master.cancel();
        loop.runAll();
        assertThat(listener.last().status()).isEqualTo(JobStatus.CANCELLING);
        assertThat(to0.sent(Cancel.class)).hasSize(1);
        assertThat(to1.sent(Cancel.class)).hasSize(1);
        report(E0, 1, 0, TaskState.FINISHED);
        report(E1, 1, 1, TaskState.RUNNING);
        assertThat(listener.ended).isNull();
        fail(E1, 1, 1, ErrorCode.USER_CODE, "interrupted");
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void aFailingJobCanStillBeCancelledButAnEndedOneCannot() {
        JobMaster master = running(line(vertex(1, 2)));
        fail(E0, 1, 0, ErrorCode.USER_CODE, "boom");
        master.cancel();
        loop.runAll();
        assertThat(listener.last().status()).isEqualTo(JobStatus.CANCELLING);
        report(E1, 1, 1, TaskState.CANCELED);
        master.cancel();
        loop.runAll();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void metricsOfHeartbeatsAreShownSoon() {
        running(line(vertex(1, 2)));
        slots.client.onMetrics(E0, List.of(new TaskMetrics(JOB, attempt(1, 0), 100, 0, 0, 0)));
        loop.advance(Duration.ofMillis(50));
        assertThat(listener.last().vertices().get(0).subtasks().get(0).metrics())
                .hasValueSatisfying(metrics -> assertThat(metrics.recordsIn()).isEqualTo(100));
    }
}
