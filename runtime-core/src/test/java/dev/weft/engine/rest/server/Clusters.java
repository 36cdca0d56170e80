package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.CheckpointStatistics.Checkpoint;
import dev.weft.engine.view.CheckpointStatistics.Part;
import dev.weft.engine.view.CheckpointStatistics.Restored;
import dev.weft.engine.view.CheckpointStatistics.Status;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.ExecutorView;
import dev.weft.engine.view.FailureHistory;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Accumulated;
import dev.weft.engine.view.JobView.Failure;
import dev.weft.engine.view.JobView.SubtaskView;
import dev.weft.engine.view.JobView.VertexView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A cluster view of one executor with one job of two vertices. */
final class Clusters {

    static final JobID JOB = JobID.fromHexString("0123456789abcdef0123456789abcdef");
    static final VertexId SOURCE = new VertexId("0a".repeat(16));
    static final VertexId SINK = new VertexId("0b".repeat(16));
    static final ExecutorId EXECUTOR = new ExecutorId("container_1_0001_01_000002");
    static final String TRIGGER = "0c".repeat(16);
    static final long START = 1_000_000;
    static final long NOW = 1_005_000;

    private Clusters() {}

    /** Routes to these commands, with {@link #TRIGGER} as the id of every operation. */
    static Routes routes(ClusterCommands commands, boolean cancelEnabled, Clock clock) {
        return new Routes(
                commands,
                new Release("1.2.3", "abc"),
                cancelEnabled,
                new OperationRoutes(
                        commands,
                        new Operations(clock),
                        () -> TRIGGER,
                        new ResultRequests(clock, job -> {}),
                        cancelEnabled));
    }

    static ClusterView with(JobStatus status) {
        boolean ended = status.isGloballyTerminalState();
        TaskState state = ended ? TaskState.valueOf(status.name()) : TaskState.RUNNING;
        List<Failure> failures = status == JobStatus.FAILED
                ? List.of(
                        new Failure(
                                START + 3000,
                                new FailureCause(
                                        ErrorCode.USER_CODE,
                                        "java.lang.IllegalStateException",
                                        "bad <b>record</b>",
                                        "java.lang.IllegalStateException: bad <b>record</b>\n\tat a.B.c(B.java:1)",
                                        FailureOrigin.OWN,
                                        new Payload(new byte[] {4, 5})),
                                Optional.of("Source: lines (1/2)"),
                                Optional.of(EXECUTOR),
                                Optional.of("node1:4711")),
                        new Failure(
                                START + 3001,
                                new FailureCause(
                                        ErrorCode.CONNECTION_LOST, "java.io.IOException", "", "java.io.IOException"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                : List.of();
        JobView job = new JobView(
                JOB,
                "words & <counts>",
                status,
                START,
                ended ? OptionalLong.of(START + 4000) : OptionalLong.empty(),
                Map.of(JobStatus.CREATED, START, status, START + 4000),
                List.of(
                        new VertexView(
                                SOURCE,
                                "Source: lines -> Tokenizer",
                                "default",
                                2,
                                128,
                                "",
                                List.of(subtask(SOURCE, 0, state), subtask(SOURCE, 1, state))),
                        new VertexView(
                                SINK,
                                "Sink: out",
                                "out",
                                1,
                                128,
                                "",
                                List.of(ended ? subtask(SINK, 0, state) : unassigned(SINK)))),
                List.of(new JobEdge(SOURCE, 0, SINK, 0, ShipStrategy.HASH)),
                Map.of("execution.runtime-mode", "BATCH", "pipeline.max-parallelism", "64"),
                history(failures),
                Map.of("lines", new Accumulated("LongCounter", "42", new Payload(new byte[] {1, 2, 3}))),
                checkpoints(),
                ended);
        ExecutorView executor = new ExecutorView(
                EXECUTOR,
                "node1",
                4711,
                2,
                1,
                NOW - 100,
                new Resources(77, 2, 512 << 20, 256 << 20, 64 << 20, 1024 << 20));
        return new ClusterView(START, 1, List.of(executor), List.of(job));
    }

    /** Savepoint 1 is complete, checkpoint 2 has failed, 3 is complete, and 4 is under way. */
    private static CheckpointStatistics checkpoints() {
        SubtaskId first = new SubtaskId(SOURCE, 0);
        SubtaskId second = new SubtaskId(SOURCE, 1);
        SubtaskId sink = new SubtaskId(SINK, 0);
        Part part = new Part(new CheckpointTimings(1, 2, 3, 4, 500, 60, 7, 8, true), START + 2100);
        Part late = new Part(new CheckpointTimings(10, 20, 30, 40, 5000, 600, 70, 80, false), START + 2400);
        Checkpoint savepoint = new Checkpoint(
                1,
                Kind.CANONICAL_SAVEPOINT,
                Status.COMPLETED,
                START + 1600,
                OptionalLong.of(START + 1700),
                3,
                Map.of(first, part, second, part, sink, part),
                "hdfs:/savepoints/savepoint-012345-6789abcdef01",
                "");
        Checkpoint failed = new Checkpoint(
                2,
                Kind.CHECKPOINT,
                Status.FAILED,
                START + 1800,
                OptionalLong.of(START + 1900),
                3,
                Map.of(first, part),
                "",
                "the disk is full");
        Checkpoint completed = new Checkpoint(
                3,
                Kind.CHECKPOINT,
                Status.COMPLETED,
                START + 2000,
                OptionalLong.of(START + 2500),
                3,
                Map.of(first, part, second, late, sink, part),
                "hdfs:/checkpoints/chk-3",
                "");
        Checkpoint pending = new Checkpoint(
                4,
                Kind.CHECKPOINT,
                Status.IN_PROGRESS,
                START + 3000,
                OptionalLong.empty(),
                3,
                Map.of(first, part),
                "",
                "");
        return new CheckpointStatistics(
                1,
                2,
                1,
                List.of(pending, completed, failed, savepoint),
                Optional.of(completed),
                Optional.of(savepoint),
                Optional.of(failed),
                Optional.of(new Restored(1, true, START + 1750, savepoint.address())));
    }

    /** The failures, after a restart that has answered the loss of an executor. */
    private static FailureHistory history(List<Failure> failures) {
        if (failures.isEmpty()) {
            return FailureHistory.NONE;
        }
        Failure loss = new Failure(
                START + 1000,
                new FailureCause(ErrorCode.EXECUTOR_LOST, "dev.weft.Lost", "exit status 137", "exit status 137"),
                Optional.empty(),
                Optional.of(new ExecutorId("container_0")),
                Optional.of("node0:4710"));
        return new FailureHistory(
                1,
                List.of(
                        new FailureHistory.Case(failures.get(0), failures.subList(1, failures.size())),
                        new FailureHistory.Case(loss, List.of())));
    }

    private static SubtaskView subtask(VertexId vertex, int index, TaskState state) {
        ExecutionAttemptId attempt = new ExecutionAttemptId(vertex, index, 0, 1);
        Map<TaskState, Long> reached = state.isTerminal()
                ? Map.of(
                        TaskState.CREATED,
                        START,
                        TaskState.DEPLOYING,
                        START + 1000,
                        TaskState.RUNNING,
                        START + 1500,
                        state,
                        START + 4000)
                : Map.of(TaskState.CREATED, START, TaskState.DEPLOYING, START + 1000, state, START + 1500);
        return new SubtaskView(
                attempt,
                state,
                Optional.of(EXECUTOR),
                Optional.of("node1"),
                reached,
                Optional.of(new TaskMetrics(JOB, attempt, 10, 20 + index, 1000, 2000)));
    }

    private static SubtaskView unassigned(VertexId vertex) {
        return new SubtaskView(
                new ExecutionAttemptId(vertex, 0, 0, 1),
                TaskState.SCHEDULED,
                Optional.empty(),
                Optional.empty(),
                Map.of(TaskState.CREATED, START, TaskState.SCHEDULED, START + 10),
                Optional.empty());
    }
}
