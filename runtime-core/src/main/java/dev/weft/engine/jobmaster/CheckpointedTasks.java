package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.checkpoint.CheckpointedJob;
import dev.weft.engine.jobmaster.checkpoint.CheckpointedTask;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.MasterMessage.CheckpointAborted;
import dev.weft.engine.protocol.MasterMessage.CheckpointCompleted;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The tasks of a job as its checkpoints see them. Owned by the JobMaster's loop. */
@LoopOwned
final class CheckpointedTasks implements CheckpointedJob {

    private final ExecutionGraph executions;
    private final ExecutorMessenger executors;
    private final BooleanSupplier deployed;
    private final Consumer<WeftException> failOver;
    private final Runnable changed;

    /**
     * @param deployed whether the job is RUNNING and no deployment is pending
     * @param changed called when the statistics have changed
     */
    CheckpointedTasks(
            ExecutionGraph executions,
            ExecutorMessenger executors,
            BooleanSupplier deployed,
            Consumer<WeftException> failOver,
            Runnable changed) {
        this.executions = executions;
        this.executors = executors;
        this.deployed = deployed;
        this.failOver = failOver;
        this.changed = changed;
    }

    @Override
    public boolean isSteady() {
        return deployed.getAsBoolean() && executions.allRunOrHaveFinished();
    }

    @Override
    public List<CheckpointedTask> tasks() {
        return executions.all().stream()
                .map(execution -> new CheckpointedTask(execution.id(), execution.state() == TaskState.FINISHED))
                .toList();
    }

    @Override
    public String nameOf(ExecutionAttemptId task) {
        return executions.get(task.subtaskId()).name();
    }

    @Override
    public void trigger(List<ExecutionAttemptId> tasks, CheckpointRequest request) {
        List<Execution> triggered =
                tasks.stream().map(task -> executions.get(task.subtaskId())).toList();
        executors.tell(triggered, (job, attempts) -> new TriggerCheckpoint(job, attempts, request));
    }

    @Override
    public void completed(long checkpointId, List<VertexId> ended) {
        executors.tell(running(), (job, attempts) -> new CheckpointCompleted(job, attempts, checkpointId, ended));
    }

    @Override
    public void aborted(long checkpointId) {
        executors.tell(running(), (job, attempts) -> new CheckpointAborted(job, attempts, checkpointId));
    }

    private List<Execution> running() {
        return executions.all().stream()
                .filter(execution -> execution.state() == TaskState.RUNNING)
                .toList();
    }

    @Override
    public void failOver(WeftException why) {
        failOver.accept(why);
    }

    @Override
    public void changed() {
        changed.run();
    }
}
