package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.operator;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.CheckpointAborted;
import dev.weft.engine.protocol.MasterMessage.CheckpointCompleted;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.InlineBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Fixture: a JobMaster of a job with checkpoints; the test plays slots, executors and tasks. */
abstract class CheckpointedJobRig extends JobMasterRig {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration RESTART = Duration.ofSeconds(1);

    JobMaster master;

    static JobGraph job(ShipStrategy strategy, Map<String, String> more, JobVertex... vertices) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "execution.checkpointing.interval", "10 s",
                "execution.checkpointing.timeout", "60 s",
                "restart-strategy.exponential-delay.jitter-factor", "0.0"));
        settings.putAll(more);
        List<JobEdge> edges = new ArrayList<>();
        for (int i = 1; i < vertices.length; i++) {
            edges.add(new JobEdge(vertices[i - 1].id(), 0, vertices[i].id(), 0, strategy));
        }
        return new JobGraph(JOB, "test job", false, settings, List.of(vertices), edges);
    }

    static JobGraph connected(String... more) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return job(ShipStrategy.HASH, settings, vertex(1, 2), vertex(2, 2));
    }

    /** The list element of one instance. */
    static OperatorPieces pieces(long checkpointId, int element) {
        UnkeyedPiece.Part list = new UnkeyedPiece.Part(UnkeyedPiece.Mode.SPLIT, 0, new long[] {1});
        return new OperatorPieces(
                OptionalLong.of(checkpointId),
                List.of(),
                List.of(new UnkeyedPiece(Map.of("list", list), new InlineBytes(new byte[] {(byte) element}))));
    }

    static Payload state(int vertex, long checkpointId, int element) {
        return StateCodec.encode(Map.of(operator(vertex).id(), pieces(checkpointId, element)));
    }

    void acknowledge(ExecutionAttemptId task, long checkpointId) {
        acknowledge(task, checkpointId, false);
    }

    /** @param ended whether the task had ended its input before */
    void acknowledge(ExecutionAttemptId task, long checkpointId, boolean ended) {
        int vertex = Integer.parseInt(task.vertex().hex(), 16);
        slots.client.onMessage(
                task.subtask() == 0 ? E0 : E1,
                new CheckpointAcknowledged(
                        JOB,
                        task,
                        checkpointId,
                        state(vertex, checkpointId, 10 * vertex + task.subtask()),
                        new CheckpointTimings(1, 2, 3, 4, 100, 50, 0, 0, false),
                        ended));
        loop.runAll();
    }

    void acknowledgeAll(long checkpointId, int attempt) {
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                acknowledge(attempt(vertex, subtask, attempt), checkpointId);
            }
        }
    }

    void decline(ExecutionAttemptId task, long checkpointId, String why) {
        slots.client.onMessage(
                task.subtask() == 0 ? E0 : E1,
                new CheckpointDeclined(
                        JOB, task, checkpointId, new FailureCause(ErrorCode.USER_CODE, "T", why, "trace")));
        loop.runAll();
    }

    void run(int attempt) {
        for (int vertex = 1; vertex <= 2; vertex++) {
            for (int subtask = 0; subtask < 2; subtask++) {
                report(
                        subtask == 0 ? E0 : E1,
                        attempt(vertex, subtask, attempt),
                        TaskState.RUNNING,
                        Optional.empty(),
                        Map.of());
            }
        }
    }

    void end(ExecutorId on, TaskState state, ExecutionAttemptId... attempts) {
        for (ExecutionAttemptId attempt : attempts) {
            report(on, attempt, state, Optional.empty(), Map.of());
        }
    }

    void breakTask(ExecutorId on, ExecutionAttemptId attempt) {
        FailureCause cause = new FailureCause(ErrorCode.USER_CODE, "T", "boom", "trace");
        report(on, attempt, TaskState.FAILED, Optional.of(cause), Map.of());
    }

    /** The job has restarted all its tasks after the failure of one. */
    void breakAndRestart() {
        breakTask(E0, attempt(2, 0));
        end(E0, TaskState.CANCELED, attempt(1, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        loop.advance(RESTART);
    }

    List<CheckpointRequest> requests() {
        return to0.sent(TriggerCheckpoint.class).stream()
                .map(TriggerCheckpoint::request)
                .toList();
    }

    List<Long> completions() {
        return to0.sent(CheckpointCompleted.class).stream()
                .map(CheckpointCompleted::checkpointId)
                .toList();
    }

    List<Long> abortions() {
        return to0.sent(CheckpointAborted.class).stream()
                .map(CheckpointAborted::checkpointId)
                .toList();
    }

    Map<ExecutionAttemptId, TaskAssignment> latestDeployment() {
        Map<ExecutionAttemptId, TaskAssignment> tasks = new HashMap<>();
        Stream.of(to0, to1)
                .map(to -> to.sent(Deploy.class))
                .filter(deployments -> !deployments.isEmpty())
                .map(deployments -> deployments.get(deployments.size() - 1))
                .forEach(deploy -> deploy.tasks().forEach(task -> tasks.put(task.attempt(), task)));
        return tasks;
    }

    Optional<OperatorPieces> restored(int vertex, int subtask, int attempt) {
        return latestDeployment()
                .get(attempt(vertex, subtask, attempt))
                .restored()
                .map(payload -> StateCodec.decode(payload).get(operator(vertex).id()));
    }

    void endAll(TaskState state) {
        end(E0, state, attempt(1, 0), attempt(2, 0));
        end(E1, state, attempt(1, 1), attempt(2, 1));
    }

    void completeOne(JobGraph graph) {
        JobMaster master = running(graph);
        loop.advance(INTERVAL);
        acknowledgeAll(1, 0);
        this.master = master;
    }

    void cancel() {
        master.cancel();
        loop.runAll();
        endAll(TaskState.CANCELED);
        assertThat(listener.ended.status()).isEqualTo(JobStatus.CANCELED);
    }

    void failForGood() {
        breakTask(E0, attempt(2, 0));
        end(E0, TaskState.CANCELED, attempt(1, 0));
        end(E1, TaskState.CANCELED, attempt(1, 1), attempt(2, 1));
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
    }
}
