package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.CheckpointRequest;
import java.util.List;

/** The job whose checkpoints are taken, as its {@link CheckpointCoordinator} sees it. Called on the JobMaster's loop. */
public interface CheckpointedJob {

    /** Whether each task runs or has finished, one runs, and nothing is being deployed or ends. */
    boolean isSteady();

    /** The current attempt of every subtask; only when {@link #isSteady}. */
    List<CheckpointedTask> tasks();

    /** Name of a task for people, e.g. {@code "Tokenizer (2/4)"}. */
    String nameOf(ExecutionAttemptId task);

    void trigger(List<ExecutionAttemptId> tasks, CheckpointRequest request);

    /**
     * Tells all running tasks.
     *
     * @param ended the vertices of which all subtasks had ended
     */
    void completed(long checkpointId, List<VertexId> ended);

    /** Tells all running tasks. */
    void aborted(long checkpointId);

    /** The whole job fails over. */
    void failOver(WeftException why);

    /** The statistics have changed. */
    void changed();
}
