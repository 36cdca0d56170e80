package dev.weft.engine.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.jobmaster.Slot;
import dev.weft.engine.jobmaster.SlotId;
import dev.weft.engine.jobmaster.SlotProvider;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.Leaving;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.Heartbeat;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.testing.FakeResourceProvider;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.RecordingExecutorConnection;
import dev.weft.engine.testing.TestJobs;
import dev.weft.engine.view.ExecutorView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceManagerTest {

    private static final JobID A = new JobID(0, 1);
    private static final JobID B = new JobID(0, 2);
    private static final ExecutorId E0 = new ExecutorId("e0");
    private static final ExecutorId E1 = new ExecutorId("e1");
    private static final WorkerSpec SPEC = new WorkerSpec(2, 1L << 30, 1);
    private static final long EPOCH = 3;

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final FakeResourceProvider cluster = new FakeResourceProvider();
    private final RecordingListener listener = new RecordingListener();
    private final RecordingClient jobA = new RecordingClient();
    private final RecordingClient jobB = new RecordingClient();
    private final ResourceManager manager = new ResourceManager(
            new ResourceSettings(EPOCH, SPEC, Balance.FILL, ResourceSettings.Times.defaults()), loop, clock, listener);

    private long declarations;

    private void start(int expectedSlots) {
        manager.start(cluster, expectedSlots);
        loop.runAll();
    }

    private void require(JobID job, int slots, RecordingClient client) {
        manager.declare(job, new SlotProvider.Declaration(++declarations, slots, Set.of()), client);
        loop.runAll();
    }

    private RecordingExecutorConnection register(ExecutorId id) {
        return register(id, EPOCH);
    }

    private RecordingExecutorConnection register(ExecutorId id, long epoch) {
        RecordingExecutorConnection connection = new RecordingExecutorConnection();
        manager.onRegister(connection, new Register(id, epoch, 2, "h-" + id, 99, new Resources(1, 1, 1, 1, 1, 1)));
        loop.runAll();
        return connection;
    }

    private void starting(ExecutorId id) {
        cluster.events().onWorkerStarting(id, SPEC, "h-" + id);
        loop.runAll();
    }

    private void ended(ExecutorId id, boolean requested, String reason) {
        cluster.events().onWorkerEnded(id, requested, reason);
        loop.runAll();
    }

    /** Moves time in steps of a heartbeat, in which the given executors speak. */
    private void pass(Duration time, RecordingExecutorConnection... alive) {
        for (long s = 0; s < time.toSeconds(); s += 5) {
            for (RecordingExecutorConnection connection : alive) {
                manager.onMessage(connection, new ExecutorMessage.Heartbeat(List.of()));
            }
            loop.advance(Duration.ofSeconds(5));
        }
    }

    // ---- demand

    @Test
    void theDemandOfJobsThatAreKnownGoesWithTheStart() {
        require(A, 3, jobA);
        start(0);
        assertThat(cluster.declared()).containsExactly(2);
    }

    @Test
    void expectedSlotsAreAskedForUntilTheFirstJobSaysWhatItNeeds() {
        start(4);
        require(A, 4, jobA);
        assertThat(cluster.declared()).containsExactly(2);
        manager.release(A);
        loop.runAll();
        assertThat(cluster.declared()).containsExactly(2, 0);
    }

    @Test
    void theDemandIsAbsoluteAndStatedOnlyWhenItChanges() {
        start(0);
        require(A, 2, jobA);
        require(B, 1, jobB);
        require(B, 2, jobB);
        assertThat(cluster.declared()).containsExactly(0, 1, 2);
    }

    // ---- slots

    @Test
    void slotsAreGivenWhenAllAreThere() {
        require(A, 3, jobA);
        start(0);
        starting(E0);
        RecordingExecutorConnection connection = register(E0);
        assertThat(connection.sent()).containsExactly(new Registered(EPOCH, 10_000, 50_000));
        assertThat(jobA.slots).isEmpty();
        register(E1);
        assertThat(jobA.slots).hasSize(3);
        assertThat(jobA.slots.get(0)).isEqualTo(new Slot(E0, 0, "h-e0", 99, connection));
        assertThat(listener.executors).extracting(ExecutorView::freeSlots).containsExactly(0, 1);
    }

    @Test
    void theMessageSaysWhatIsMissingWhenSlotsDoNotCome() {
        require(A, 4, jobA);
        start(0);
        starting(E0);
        starting(E1);
        RecordingExecutorConnection connection = register(E0);
        pass(Duration.ofSeconds(300), connection);
        assertThat(jobA.refused)
                .hasMessage("the job needs 4 slots, 2 are free; of 2 workers wanted (2 slots, 1024 MB, 1 vcores) 1 are"
                        + " registered and 1 are starting; waited 300 s (slot.request.timeout)");
    }

    @Test
    void workersThatDieBeforeTheyRegisterEndTheWaitSoonerAndTellWhy() {
        require(A, 2, jobA);
        start(0);
        for (int i = 0; i < 4; i++) {
            assertThat(jobA.refused).isNull();
            ExecutorId id = new ExecutorId("dies" + i);
            starting(id);
            ended(id, false, "exit status 1");
        }
        assertThat(jobA.refused)
                .hasMessageContaining("4 workers in a row ended before they registered")
                .hasMessageEndingWith("last worker that did not start: dies3: exit status 1");
        assertThat(jobA.refused.code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
    }

    @Test
    void aWorkerThatDoesNotRegisterInTimeIsStopped() {
        require(A, 2, jobA);
        start(0);
        starting(E0);
        loop.advance(Duration.ofSeconds(300));
        assertThat(cluster.stopped()).isEmpty();
        loop.advance(Duration.ofSeconds(11));
        assertThat(cluster.stopped()).containsExactly(E0);
    }

    /** Its slots would be lost as soon as a job has them. */
    @Test
    void aWorkerThatRegistersWhenItIsBeingStoppedIsRefused() {
        require(A, 2, jobA);
        start(0);
        starting(E0);
        loop.advance(Duration.ofSeconds(311));
        RecordingExecutorConnection late = register(E0);
        assertThat(late.sent()).containsExactly(new Shutdown("it has been told to stop"));
        assertThat(late.closedBy()).isPresent();
        assertThat(jobA.slots).isEmpty();
    }

    @Test
    void aStartingWorkerThatNoJobNeedsAnyMoreIsGivenBackAfterAWhile() {
        start(0);
        require(A, 4, jobA);
        starting(E0);
        starting(E1);
        pass(Duration.ofSeconds(60));
        manager.release(A);
        require(B, 2, jobB);
        pass(Duration.ofSeconds(20));
        assertThat(cluster.stopped()).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(cluster.stopped()).as("one of them is needed").containsExactly(E0);
        ended(E0, true, "released");
        pass(Duration.ofSeconds(60));
        assertThat(cluster.stopped()).containsExactly(E0);
        RecordingExecutorConnection connection = register(E1);
        assertThat(jobB.slots).hasSize(2);
        assertThat(connection.closedBy()).isEmpty();
    }

    @Test
    void idleWorkersAreGivenBackAfterAWhile() {
        start(0);
        require(A, 2, jobA);
        RecordingExecutorConnection connection = register(E0);
        manager.release(A);
        pass(Duration.ofSeconds(20), connection);
        assertThat(cluster.declared()).containsExactly(0, 1);
        pass(Duration.ofSeconds(30), connection);
        assertThat(cluster.declared()).containsExactly(0, 1, 0);
        assertThat(cluster.stopped()).containsExactly(E0);
        assertThat(connection.sent(Shutdown.class)).hasSize(1);
        ended(E0, true, "released");
        assertThat(jobA.lost).isEmpty();
    }

    // ---- losing executors

    @Test
    void aBrokenConnectionIsALossAtOnceAndItsReasonFollows() {
        require(A, 2, jobA);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        manager.onClosed(connection, "reset");
        loop.runAll();
        assertThat(jobA.lost).containsExactly("executor e0 on h-e0 was lost: its connection closed: reset");
        assertThat(cluster.broken()).as("a replacement is asked for").containsExactly(E0);
        assertThat(cluster.declared()).as("the demand is as before").containsExactly(1);
        assertThat(jobA.explained).isEmpty();
        ended(E0, false, "exit status 137 (killed by signal 9)");
        assertThat(jobA.explained).containsExactly("container e0 on h-e0 ended: exit status 137 (killed by signal 9)");
        loop.advance(Duration.ofSeconds(10));
        assertThat(jobA.lost).hasSize(1);
        assertThat(jobA.explained).hasSize(1);
    }

    @Test
    void aJobGetsASlotForALostOneWithoutAskingAndKeepsTheOthers() {
        require(A, 3, jobA);
        start(0);
        register(E0);
        RecordingExecutorConnection lost = register(E1);
        assertThat(jobA.slots).hasSize(3);
        manager.onClosed(lost, "reset");
        loop.runAll();
        assertThat(jobA.slots).extracting(Slot::executor).containsOnly(E0);
        register(new ExecutorId("e2"));
        assertThat(jobA.slots).extracting(slot -> slot.executor().text()).containsExactlyInAnyOrder("e0", "e0", "e2");
    }

    @Test
    void aJobThatCanDoWithWhatIsThereIsNotGivenMore() {
        require(A, 3, jobA);
        start(0);
        register(E0);
        RecordingExecutorConnection lost = register(E1);
        manager.onClosed(lost, "reset");
        loop.runAll();
        manager.declare(
                A, new SlotProvider.Declaration(++declarations, 2, Set.of(new SlotId(E0, 0), new SlotId(E0, 1))), jobA);
        loop.runAll();
        assertThat(cluster.declared()).containsExactly(2, 1);
        assertThat(jobA.slots).hasSize(2);
        assertThat(jobA.number).isEqualTo(declarations);
    }

    @Test
    void aBrokenConnectionIsALossEvenWhenTheClusterSaysNothing() {
        require(A, 2, jobA);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        manager.onClosed(connection, "reset");
        loop.advance(Duration.ofSeconds(3));
        assertThat(jobA.lost).containsExactly("executor e0 on h-e0 was lost: its connection closed: reset");
        assertThat(jobA.explained).isEqualTo(jobA.lost);
        assertThat(cluster.stopped()).containsExactly(E0);
        assertThat(listener.executors).isEmpty();
    }

    @Test
    void theWordOfTheClusterIsALossAtOnce() {
        require(A, 2, jobA);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        ended(E0, false, "preempted");
        assertThat(jobA.lost).containsExactly("container e0 on h-e0 ended: preempted");
        assertThat(connection.closedBy()).isPresent();
    }

    @Test
    void anExecutorThatIsSilentForTheLeaseIsLost() {
        require(A, 2, jobA);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        pass(Duration.ofSeconds(100), connection);
        assertThat(jobA.lost).isEmpty();
        assertThat(connection.sent(Heartbeat.class)).hasSize(10);
        loop.advance(Duration.ofSeconds(70));
        assertThat(jobA.lost)
                .hasSize(1)
                .allSatisfy(reason ->
                        assertThat(reason).contains("it was silent for").contains("heartbeat.timeout"));
        assertThat(cluster.stopped()).containsExactly(E0);
    }

    @Test
    void anExecutorThatLeavesIsLostWithItsOwnReasonIfTheClusterHasNone() {
        require(A, 2, jobA);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        manager.onMessage(connection, new Leaving("task did not end"));
        loop.advance(Duration.ofSeconds(3));
        assertThat(jobA.lost).containsExactly("executor e0 on h-e0 was lost: it stopped: task did not end");
    }

    @Test
    void aLostExecutorDoesNotComeBack() {
        start(0);
        register(E0);
        ended(E0, false, "killed");
        RecordingExecutorConnection again = register(E0);
        assertThat(again.sent()).containsExactly(new Shutdown("it was counted as lost before"));
        assertThat(again.closedBy()).isPresent();
    }

    // ---- fencing

    @Test
    void anExecutorOfAnOlderEpochIsTurnedAway() {
        start(0);
        RecordingExecutorConnection connection = register(E0, EPOCH - 1);
        assertThat(connection.sent(Shutdown.class)).hasSize(1);
        assertThat(listener.executors).isEmpty();
        assertThat(listener.fatal).isNull();
    }

    @Test
    void anExecutorOfANewerEpochTellsThisJobManagerToEnd() {
        start(0);
        register(E0, EPOCH + 1);
        assertThat(listener.fatal).hasMessageContaining("launched by a JobManager of epoch 4, this one has epoch 3");
    }

    // ---- messages and the end

    @Test
    void messagesReachTheJobTheyAreAbout() {
        require(A, 1, jobA);
        require(B, 1, jobB);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        ExecutionAttemptId attempt = new ExecutionAttemptId(TestJobs.vertexId(1), 0, 0, 1);
        ReadyToCommit ofB = new ReadyToCommit(B, attempt);
        manager.onMessage(connection, ofB);
        manager.onMessage(
                connection,
                new ExecutorMessage.Heartbeat(
                        List.of(new TaskMetrics(A, attempt, 1, 1, 1, 1), new TaskMetrics(B, attempt, 2, 2, 2, 2))));
        loop.runAll();
        assertThat(jobB.messages).containsExactly(ofB);
        assertThat(jobB.metrics).containsExactly(new TaskMetrics(B, attempt, 2, 2, 2, 2));
        assertThat(jobA.messages).isEmpty();
        assertThat(jobA.metrics).hasSize(1);
    }

    @Test
    void finishingShutsExecutorsDownAndTellsTheCluster() {
        require(A, 2, jobA);
        start(0);
        RecordingExecutorConnection connection = register(E0);
        manager.finish(Outcome.FAILED, "boom");
        loop.runAll();
        assertThat(connection.sent(Shutdown.class)).hasSize(1);
        assertThat(cluster.finished()).containsExactly("FAILED boom");
        manager.onClosed(connection, "gone");
        ended(E0, false, "exit status 0");
        assertThat(jobA.lost).isEmpty();
        cluster.events().onFinished();
        loop.runAll();
        assertThat(listener.finished).isTrue();
    }

    private static final class RecordingClient implements SlotProvider.Client {
        final List<String> lost = new ArrayList<>();
        final List<String> explained = new ArrayList<>();
        long number;
        final List<JobMessage> messages = new ArrayList<>();
        final List<TaskMetrics> metrics = new ArrayList<>();
        List<Slot> slots = List.of();
        WeftException refused;

        @Override
        public void onSlots(long answered, List<Slot> given) {
            number = answered;
            slots = given;
        }

        @Override
        public void onSlotsUnavailable(WeftException why) {
            refused = why;
        }

        @Override
        public void onExecutorLost(ExecutorId executor, FailureCause cause, boolean explained) {
            lost.add(cause.message());
            slots = slots.stream()
                    .filter(slot -> !slot.executor().equals(executor))
                    .toList();
        }

        @Override
        public void onLossExplained(ExecutorId executor, FailureCause cause) {
            explained.add(cause.message());
        }

        @Override
        public void onMessage(ExecutorId executor, JobMessage message) {
            messages.add(message);
        }

        @Override
        public void onMetrics(ExecutorId executor, List<TaskMetrics> ofTasks) {
            metrics.addAll(ofTasks);
        }
    }

    private static final class RecordingListener implements ResourceManager.Listener {
        List<ExecutorView> executors = List.of();
        WeftException fatal;
        boolean finished;

        @Override
        public void onExecutors(List<ExecutorView> registered) {
            executors = registered;
        }

        @Override
        public void onFatal(WeftException failure) {
            fatal = failure;
        }

        @Override
        public void onFinished() {
            finished = true;
        }
    }
}
