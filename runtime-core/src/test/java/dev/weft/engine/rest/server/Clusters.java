package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.TaskState;
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
    static final long START = 1_000_000;
    static final long NOW = 1_005_000;

    private Clusters() {}

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
                Map.of("lines", new Accumulated("LongCounter", "42", new Payload(new byte[] {1, 2, 3}))));
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
