package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.rpc.ExecutorConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Sends a job's messages to the executors that run its tasks. Owned by the JobMaster's loop. */
@LoopOwned
final class ExecutorMessenger {

    private final EventLoop loop;
    private final JobID job;
    private final Map<ExecutorId, ExecutorConnection> connections = new LinkedHashMap<>();

    ExecutorMessenger(JobID job, EventLoop loop) {
        this.loop = loop;
        this.job = job;
    }

    void add(Slot slot) {
        loop.assertInLoop();
        connections.put(slot.executor(), slot.connection());
    }

    void remove(ExecutorId lost) {
        loop.assertInLoop();
        connections.remove(lost);
    }

    /** Fails when a deployment is larger than a message may be. */
    void deploy(Map<ExecutorId, Deploy> deployments) {
        loop.assertInLoop();
        deployments.forEach(this::send);
    }

    /** Sends one message per executor about the given executions that run there; lost executors are left out. */
    void tell(List<Execution> about, BiFunction<JobID, List<ExecutionAttemptId>, ? extends MasterMessage> message) {
        loop.assertInLoop();
        Map<ExecutorId, List<ExecutionAttemptId>> byExecutor = new LinkedHashMap<>();
        about.forEach(execution -> execution
                .slot()
                .ifPresent(slot -> byExecutor
                        .computeIfAbsent(slot.executor(), first -> new ArrayList<>())
                        .add(execution.id())));
        byExecutor.forEach((executor, attempts) -> send(executor, message.apply(job, attempts)));
    }

    /** Sends to the executor of one execution, unless that executor was lost. */
    void send(Execution to, MasterMessage message) {
        loop.assertInLoop();
        to.slot().ifPresent(slot -> send(slot.executor(), message));
    }

    private void send(ExecutorId to, MasterMessage message) {
        ExecutorConnection connection = connections.get(to);
        if (connection != null) {
            connection.send(message);
        }
    }

    /** Tells the executors that the job is over. */
    void release() {
        loop.assertInLoop();
        connections.values().forEach(connection -> connection.send(new ReleaseJob(job)));
    }
}
