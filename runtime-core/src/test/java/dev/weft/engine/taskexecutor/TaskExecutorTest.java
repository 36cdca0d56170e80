package dev.weft.engine.taskexecutor;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.Heartbeat;
import dev.weft.engine.protocol.ExecutorMessage.Leaving;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.MasterConnection;
import dev.weft.engine.rpc.MasterConnector;
import dev.weft.engine.testing.FakeTaskEngine;
import dev.weft.engine.testing.FakeTaskEngine.FakeTask;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.usercode.UserCode;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TaskExecutorTest {

    private static final Resources RESOURCES = new Resources(1, 2, 3, 4, 5, 6);
    private static final TaskExecutorSettings SETTINGS =
            new TaskExecutorSettings(new ExecutorId("c1"), 3, 2, "host", RESOURCES, Duration.ofSeconds(60));
    private static final ExecutionAttemptId FIRST = new ExecutionAttemptId(vertexId(1), 0, 0, 1);
    private static final ExecutionAttemptId SECOND = new ExecutionAttemptId(vertexId(1), 1, 0, 1);

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final FakeMaster master = new FakeMaster();
    private final FakeTaskEngine engine = new FakeTaskEngine();
    private final RecordingClassLoader userClassLoader = new RecordingClassLoader();
    private final List<String> stops = new ArrayList<>();

    private Consumer<String> onStuck;
    private RuntimeException openFailure;
    private int opened;

    private TaskExecutor start() {
        TaskExecutor executor = new TaskExecutor(
                SETTINGS,
                (name, faults) -> loop,
                clock,
                master,
                stuck -> {
                    onStuck = stuck;
                    return engine;
                },
                UserCode.of((name, entries) -> {
                    opened++;
                    if (openFailure != null) {
                        throw openFailure;
                    }
                    return userClassLoader;
                }),
                (kind, reason) -> stops.add(kind + ": " + reason));
        executor.start();
        loop.runAll();
        return executor;
    }

    private TaskExecutor registered() {
        TaskExecutor executor = start();
        master.accept();
        loop.runAll();
        master.say(new Registered(3, 1000, 5000));
        loop.runAll();
        master.sent.clear();
        return executor;
    }

    private void say(MasterMessage message) {
        master.say(message);
        loop.runAll();
    }

    private static Deploy deploy(TaskAssignment... tasks) {
        JobTopology topology = new JobTopology(JOB, "job", Map.of(), List.of(), List.of(), List.of(), Map.of());
        return new Deploy(
                topology, List.of("user.jar"), Map.of(vertexId(1), new Payload(new byte[] {9})), List.of(tasks));
    }

    private FakeTask deployed() {
        say(deploy(new TaskAssignment(FIRST, 1, Optional.empty())));
        return engine.tasks().get(0);
    }

    private static TaskStateChanged change(
            ExecutionAttemptId attempt,
            TaskState state,
            Optional<FailureCause> failure,
            Map<String, Payload> accumulators) {
        return new TaskStateChanged(
                JOB, attempt, state, failure, accumulators, new TaskMetrics(JOB, attempt, 10, 20, 30, 40));
    }

    // ---- its end

    @Test
    void whileTasksEndTheLoopGoesOnAndTheEndIsToldWhenTheyHave() {
        engine.becomePatient();
        TaskExecutor executor = registered();
        executor.stop("enough");
        loop.runAll();
        assertThat(engine.isClosed()).isTrue();
        assertThat(stops).isEmpty();
        assertThat(loop.isClosed()).isFalse();
        engine.end();
        loop.runAll();
        assertThat(stops).containsExactly("REQUESTED: enough");
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void theTableOfTasksIsTouchedOnItsLoopOnly() {
        TaskTable table =
                new TaskTable(SETTINGS, loop, engine, UserCode.of((name, entries) -> userClassLoader), message -> {});
        assertThatThrownBy(table::metrics)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("owns this object, but the thread");
        assertThatThrownBy(table::cancelAll).isInstanceOf(IllegalStateException.class);
        List<TaskMetrics> seen = new ArrayList<>();
        loop.execute(() -> seen.addAll(table.metrics()));
        loop.runAll();
        assertThat(seen).isEmpty();
    }

    // ---- registration and lease

    @Test
    void anExecutorRegistersAsSoonAsTheJobManagerIsProven() {
        start();
        assertThat(master.sent).isEmpty();
        master.accept();
        loop.runAll();
        assertThat(master.sent).containsExactly(new Register(new ExecutorId("c1"), 3, 2, "host", 4711, RESOURCES));
    }

    @Test
    void aFailedConnectionIsTriedAgainUntilTheDeadline() {
        start();
        for (int tries = 0; stops.isEmpty(); tries++) {
            assertThat(tries).isLessThan(100);
            master.refuse("connection refused");
            loop.advance(Duration.ofSeconds(1));
        }
        assertThat(master.connects).isGreaterThan(30);
        assertThat(stops)
                .containsExactly(
                        "MASTER_LOST: gave up after 60000 ms (taskmanager.registration.timeout): connection refused");
    }

    @Test
    void heartbeatsCarryTheMetricsOfRunningTasks() {
        registered();
        deployed();
        loop.advance(Duration.ofSeconds(1));
        assertThat(master.sent).containsExactly(new Heartbeat(List.of(new TaskMetrics(JOB, FIRST, 10, 20, 30, 40))));
    }

    @Test
    void theExecutorStopsWhenTheJobManagerIsSilentForTheLease() {
        registered();
        FakeTask task = deployed();
        loop.advance(Duration.ofSeconds(4));
        say(new MasterMessage.Heartbeat());
        loop.advance(Duration.ofMillis(4900));
        assertThat(stops).isEmpty();
        loop.advance(Duration.ofMillis(200));
        assertThat(stops).containsExactly("MASTER_LOST: no word from the JobManager for 5000 ms (heartbeat.timeout)");
        assertThat(task.told()).containsExactly("cancel");
        assertThat(engine.isClosed()).isTrue();
        assertThat(userClassLoader.closed).isTrue();
        assertThat(master.closed).isTrue();
    }

    @Test
    void theExecutorStopsAtOnceWhenItsConnectionIsGone() {
        registered();
        master.refuse("reset by peer");
        loop.runAll();
        assertThat(stops).containsExactly("MASTER_LOST: the connection to the JobManager is gone: reset by peer");
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void aJobManagerOfALowerEpochIsNotObeyed() {
        start();
        master.accept();
        loop.runAll();
        say(new Registered(2, 1000, 5000));
        assertThat(stops)
                .hasSize(1)
                .allSatisfy(stop -> assertThat(stop).contains("epoch 2").contains("obeys epoch 3"));
    }

    @Test
    void noTaskRunsBeforeTheRegistrationIsAccepted() {
        start();
        master.accept();
        loop.runAll();
        say(deploy(new TaskAssignment(FIRST, 0, Optional.empty())));
        assertThat(engine.tasks()).isEmpty();
        assertThat(stops).hasSize(1);
    }

    @Test
    void theExecutorStopsWhenItIsToldToAndSaysSo() {
        registered();
        say(new Shutdown("not needed"));
        assertThat(stops).containsExactly("REQUESTED: told to stop: not needed");
        assertThat(master.sent).containsExactly(new Leaving("told to stop: not needed"));
    }

    @Test
    void stoppingTwiceStopsOnce() {
        TaskExecutor executor = registered();
        executor.stop("first");
        executor.stop("second");
        loop.runAll();
        assertThat(stops).containsExactly("REQUESTED: first");
    }

    @Test
    void aTaskThatCannotBeEndedStopsTheExecutor() {
        registered();
        onStuck.accept("task does not end");
        loop.runAll();
        assertThat(stops).containsExactly("TASK_STUCK: task does not end");
    }

    // ---- tasks

    @Test
    void aLaterDeploymentOfAJobEndsWhatIsLeftOfFormerAttempts() {
        registered();
        Deploy first = deploy(new TaskAssignment(FIRST, 0, Optional.empty()));
        say(first);
        assertThat(engine.latest()).isEmpty();
        ExecutionAttemptId again = new ExecutionAttemptId(vertexId(1), 0, 1, 1);
        say(deploy(new TaskAssignment(again, 0, Optional.empty())));
        assertThat(engine.latest()).contains(first.topology());
        assertThat(engine.tasks()).extracting(FakeTask::attempt).containsExactly(FIRST, again);
    }

    @Test
    void tasksOfOneJobShareOneClassLoaderWhichIsClosedWhenTheJobIsReleased() {
        registered();
        say(deploy(new TaskAssignment(FIRST, 0, Optional.empty()), new TaskAssignment(SECOND, 1, Optional.empty())));
        assertThat(opened).isEqualTo(1);
        assertThat(engine.tasks()).extracting(task -> task.plan().slot()).containsExactly(0, 1);
        assertThat(engine.tasks().get(0).plan().chain()).isEqualTo(new Payload(new byte[] {9}));
        engine.tasks().get(0).events().onFinished(FIRST, Map.of());
        say(new ReleaseJob(JOB));
        assertThat(userClassLoader.closed).as("one task still runs").isFalse();
        assertThat(engine.tasks().get(1).told()).containsExactly("cancel");
        engine.tasks().get(1).events().onCanceled(SECOND);
        loop.runAll();
        assertThat(userClassLoader.closed).isTrue();
        assertThat(engine.released()).containsExactly(JOB);
    }

    @Test
    void everyStateOfATaskIsReported() {
        registered();
        FakeTask task = deployed();
        Map<String, Payload> accumulators = Map.of("n", new Payload(new byte[] {1}));
        task.events().onRunning(FIRST);
        task.events().onReadyToCommit(FIRST);
        task.events().onFinished(FIRST, accumulators);
        loop.runAll();
        assertThat(master.sent)
                .containsExactly(
                        change(FIRST, TaskState.RUNNING, Optional.empty(), Map.of()),
                        new ReadyToCommit(JOB, FIRST),
                        change(FIRST, TaskState.FINISHED, Optional.empty(), accumulators));
    }

    @Test
    void aFailureIsReportedWithItsCause() {
        registered();
        FakeTask task = deployed();
        FailureCause cause = FailureCause.of(ErrorCode.USER_CODE, new IllegalStateException("boom"));
        task.events().onFailed(FIRST, cause);
        loop.runAll();
        assertThat(master.sent).containsExactly(change(FIRST, TaskState.FAILED, Optional.of(cause), Map.of()));
    }

    @Test
    void cancelCommitAndEventsReachTheTask() {
        registered();
        FakeTask task = deployed();
        SourceCommand splits = new SourceCommand.AddSplits(1, List.of());
        say(new ReaderEvent(JOB, FIRST, 0, splits));
        say(new Commit(JOB, List.of(FIRST, SECOND)));
        say(new Cancel(JOB, List.of(FIRST)));
        assertThat(task.told()).containsExactly("deliver to 0: " + splits, "commit", "cancel");
        task.events().onSourceSignal(FIRST, 0, new SourceSignal.SplitRequested("host"));
        loop.runAll();
        assertThat(master.sent)
                .containsExactly(new CoordinatorEvent(JOB, FIRST, 0, new SourceSignal.SplitRequested("host")));
    }

    @Test
    void theCancellationOfATaskThatNeverArrivedIsAnswered() {
        registered();
        say(new Cancel(JOB, List.of(FIRST)));
        assertThat(master.sent)
                .containsExactly(new TaskStateChanged(
                        JOB,
                        FIRST,
                        TaskState.CANCELED,
                        Optional.empty(),
                        Map.of(),
                        new TaskMetrics(JOB, FIRST, 0, 0, 0, 0)));
    }

    @Test
    void aResultThatIsTooLargeToBeSentFailsTheTaskAndNotTheExecutor() {
        registered();
        FakeTask task = deployed();
        task.events().onFinished(FIRST, Map.of("all", new Payload(new byte[FakeMaster.LIMIT])));
        loop.runAll();
        assertThat(stops).isEmpty();
        assertThat(master.sent).hasSize(1).allSatisfy(message -> {
            TaskStateChanged change = (TaskStateChanged) message;
            assertThat(change.state()).isEqualTo(TaskState.FAILED);
            assertThat(change.failure().orElseThrow().message()).isEqualTo("too large");
        });
    }

    @Test
    void jarsThatCannotBeOpenedFailTheTasks() {
        openFailure = new WeftException(ErrorCode.INVALID_CONFIGURATION, "user.jar does not exist");
        registered();
        say(deploy(new TaskAssignment(FIRST, 0, Optional.empty())));
        assertThat(master.sent).hasSize(1).allSatisfy(message -> {
            TaskStateChanged change = (TaskStateChanged) message;
            assertThat(change.state()).isEqualTo(TaskState.FAILED);
            assertThat(change.failure().orElseThrow().message()).isEqualTo("user.jar does not exist");
        });
    }

    @Test
    void aSlotThatDoesNotExistIsRefused() {
        registered();
        say(deploy(new TaskAssignment(FIRST, 2, Optional.empty())));
        assertThat(engine.tasks()).isEmpty();
        assertThat(((TaskStateChanged) master.sent.get(0))
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("cannot run in slot 2 of 2");
    }

    /** The JobManager as one executor sees it; the test plays it. */
    private static final class FakeMaster implements MasterConnector {
        static final int LIMIT = 1000;

        final List<ExecutorMessage> sent = new ArrayList<>();
        Listener listener;
        int connects;
        boolean closed;

        @Override
        public void connect(Listener toTell) {
            connects++;
            listener = toTell;
        }

        void accept() {
            listener.onConnected(new MasterConnection() {
                @Override
                public void send(ExecutorMessage message) {
                    if (message instanceof TaskStateChanged change
                            && change.accumulators().values().stream().anyMatch(a -> a.size() >= LIMIT)) {
                        throw new WeftException(ErrorCode.INTERNAL, "too large");
                    }
                    sent.add(message);
                }

                @Override
                public void close() {}
            });
        }

        void say(MasterMessage message) {
            listener.onMessage(message);
        }

        void refuse(String reason) {
            listener.onClosed(reason);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class RecordingClassLoader extends URLClassLoader {
        boolean closed;

        RecordingClassLoader() {
            super(new URL[0]);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
