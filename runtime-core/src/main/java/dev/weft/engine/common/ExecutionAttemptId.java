package dev.weft.engine.common;

/**
 * Identity of one execution attempt of a subtask.
 *
 * @param vertex the vertex of the job graph
 * @param subtask 0 … parallelism - 1
 * @param attempt 0 for the first try
 * @param epoch of the JobManager that started it, so that attempts of a later JobManager never meet those that have
 *     survived an earlier one
 */
public record ExecutionAttemptId(VertexId vertex, int subtask, int attempt, long epoch) {

    public ExecutionAttemptId {
        if (subtask < 0 || attempt < 0) {
            throw new IllegalArgumentException("subtask " + subtask + " and attempt " + attempt + " must be >= 0");
        }
    }

    /** The subtask that is attempted. */
    public SubtaskId subtaskId() {
        return new SubtaskId(vertex, subtask);
    }

    @Override
    public String toString() {
        return vertex + "_" + subtask + "_" + epoch + "." + attempt;
    }
}
