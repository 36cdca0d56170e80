package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.committing;
import static dev.weft.engine.testing.TestJobs.vertex;
import static dev.weft.engine.testing.TestJobs.vertexId;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.testing.FakeCheckpointStorage;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.RecordingExecutorConnection;
import dev.weft.engine.usercode.UserCode;
import dev.weft.engine.view.JobView;
import dev.weft.program.AbandonedOutput;
import dev.weft.program.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Fixture: a JobMaster on a manual loop; the test plays slots, executors and tasks. */
abstract class JobMasterRig {

    /** Which attempt {@link #report} speaks of. */
    int number;

    /** Of the JobManager. */
    long epoch = 1;

    static final ExecutorId E0 = new ExecutorId("e0");
    static final ExecutorId E1 = new ExecutorId("e1");

    final ManualClock clock = new ManualClock();
    final ManualEventLoop loop = new ManualEventLoop(clock);
    final RecordingSlotProvider slots = new RecordingSlotProvider();
    final RecordingListener listener = new RecordingListener();
    final RecordingExecutorConnection to0 = new RecordingExecutorConnection();
    final RecordingExecutorConnection to1 = new RecordingExecutorConnection();

    final FakeCheckpointStorage checkpoints = new FakeCheckpointStorage();
    ClassLoader userClassLoader = getClass().getClassLoader();
    RuntimeException openFailure;
    BlobStore blobs = BlobStore.none();
    final List<Runnable> heldIo = new ArrayList<>();
    boolean holdIo;

    JobMaster start(JobGraph graph) {
        JobMasterDependencies dependencies = new JobMasterDependencies(
                epoch,
                clock,
                (name, faults) -> loopOf(name),
                task -> {
                    if (holdIo) {
                        heldIo.add(task);
                    } else {
                        loop.execute(task);
                    }
                },
                new UserCode(
                        (name, entries) -> {
                            if (openFailure != null) {
                                throw openFailure;
                            }
                            return userClassLoader;
                        },
                        blob -> blobs.open(blob)),
                Balance.FILL,
                (settings, job) -> checkpoints,
                new Random(1));
        JobMaster master = new JobMaster(new JobSubmission(graph, List.of("user.jar")), slots, dependencies, listener);
        master.start();
        loop.runAll();
        return master;
    }

    EventLoop loopOf(String name) {
        return loop;
    }

    /** Gives one slot on each of the two executors. */
    void giveSlots() {
        slots.client.onSlots(slots.number, List.of(new Slot(E0, 0, "h0", 10, to0), new Slot(E1, 0, "h1", 11, to1)));
        loop.runAll();
    }

    ExecutionAttemptId attempt(int vertex, int subtask) {
        return attempt(vertex, subtask, 0);
    }

    ExecutionAttemptId attempt(int vertex, int subtask, int number) {
        return new ExecutionAttemptId(vertexId(vertex), subtask, number, epoch);
    }

    void report(ExecutorId from, int vertex, int subtask, TaskState state) {
        report(from, vertex, subtask, state, Optional.empty(), Map.of());
    }

    void report(
            ExecutorId from,
            int vertex,
            int subtask,
            TaskState state,
            Optional<FailureCause> failure,
            Map<String, Payload> accumulators) {
        report(from, attempt(vertex, subtask, number), state, failure, accumulators);
    }

    void report(
            ExecutorId from,
            ExecutionAttemptId attempt,
            TaskState state,
            Optional<FailureCause> failure,
            Map<String, Payload> accumulators) {
        TaskMetrics metrics = new TaskMetrics(JOB, attempt, 1, 2, 3, 4);
        slots.client.onMessage(from, new TaskStateChanged(JOB, attempt, state, failure, accumulators, metrics));
        loop.runAll();
    }

    void fail(ExecutorId from, int vertex, int subtask, ErrorCode code, String message) {
        FailureCause cause = new FailureCause(code, "T", message, "trace");
        report(from, vertex, subtask, TaskState.FAILED, Optional.of(cause), Map.of());
    }

    /** The task lost its producer. */
    void echo(ExecutorId from, int vertex, int subtask, int producer, int producerSubtask) {
        FailureCause cause = new FailureCause(ErrorCode.CONNECTION_LOST, "T", "connection reset", "")
                .from(new FailureOrigin.LostProducer(attempt(producer, producerSubtask)));
        report(from, vertex, subtask, TaskState.FAILED, Optional.of(cause), Map.of());
    }

    void ready(ExecutorId from, int vertex, int subtask) {
        slots.client.onMessage(from, new ReadyToCommit(JOB, attempt(vertex, subtask)));
        loop.runAll();
    }

    void lose(ExecutorId executor, String reason) {
        slots.client.onExecutorLost(executor, new FailureCause(ErrorCode.EXECUTOR_LOST, "T", reason, ""), true);
        loop.runAll();
    }

    JobMaster running(JobGraph graph) {
        JobMaster master = start(graph);
        giveSlots();
        graph.vertices().forEach(v -> {
            for (int i = 0; i < v.parallelism(); i++) {
                slots.client.onMessage(
                        i == 0 ? E0 : E1,
                        new TaskStateChanged(
                                JOB,
                                new ExecutionAttemptId(v.id(), i, 0, epoch),
                                TaskState.RUNNING,
                                Optional.empty(),
                                Map.of(),
                                new TaskMetrics(JOB, new ExecutionAttemptId(v.id(), i, 0, epoch), 0, 0, 0, 0)));
            }
        });
        loop.runAll();
        return master;
    }

    String rootCause() {
        return listener.last().failures().get(0).cause().message();
    }

    /** Two tasks of a committing sink. */
    static JobVertex sinkOf(Sink<String> sink) {
        JobVertex sketch = committing(2, 2);
        ChainSpec chain = new ChainSpec(
                List.of(new ChainSpec.ChainedOperator(
                        sketch.operators().get(0).id(), "sink", new Operation.SinkTo(sink), List.of())),
                List.of(),
                List.of(),
                new ChainSpec.Settings(false, new ExecutionConfig()));
        return new JobVertex(
                sketch.id(),
                "sink",
                2,
                128,
                "default",
                sketch.operators(),
                UserObjects.write(chain, "chain"),
                List.of(),
                true);
    }

    /** A sink that remembers for which jobs it was asked to remove what they have left. */
    static final class LeavingSink implements Sink<String>, AbandonedOutput {
        static final List<JobID> removedFor = new ArrayList<>();

        @Override
        @SuppressWarnings("deprecation") // the interface's one abstract method
        public SinkWriter<String> createWriter(InitContext context) {
            throw new UnsupportedOperationException("no task runs here");
        }

        @Override
        public void removeAbandoned(JobID job) {
            removedFor.add(job);
        }
    }

    static final class RecordingSlotProvider implements SlotProvider {
        final List<Integer> required = new ArrayList<>();
        final List<JobID> released = new ArrayList<>();
        final List<Declaration> declarations = new ArrayList<>();
        Client client;
        long number;

        @Override
        public void declare(JobID job, Declaration declaration, Client who) {
            required.add(declaration.count());
            declarations.add(declaration);
            number = declaration.number();
            client = who;
        }

        @Override
        public void release(JobID job) {
            released.add(job);
        }
    }

    static final class RecordingListener implements JobMaster.Listener {
        final List<JobView> views = new ArrayList<>();
        final List<String> restarts = new ArrayList<>();
        JobView ended;

        @Override
        public void onChanged(JobView job) {
            views.add(job);
        }

        @Override
        public void onRestart(String told) {
            restarts.add(told);
        }

        @Override
        public void onEnded(JobView job) {
            views.add(job);
            ended = job;
        }

        JobView last() {
            return views.get(views.size() - 1);
        }
    }
}
