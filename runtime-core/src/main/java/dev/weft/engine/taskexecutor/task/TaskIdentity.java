package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.TaskInfo;
import dev.weft.engine.protocol.JobTopology.VertexInfo;

/** Identity of a task for user functions: name, subtask index, attempt, parallelism. */
record TaskIdentity(VertexInfo vertex, int subtask, int attempt, int slot) implements TaskInfo {

    static TaskIdentity of(TaskPlan plan) {
        VertexInfo vertex = plan.topology().vertices().stream()
                .filter(v -> v.id().equals(plan.attempt().vertex()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("job '" + plan.topology().name() + "' has no vertex "
                                + plan.attempt().vertex()));
        return new TaskIdentity(vertex, plan.attempt().subtask(), plan.attempt().attempt(), plan.slot());
    }

    @Override
    public String getTaskName() {
        return vertex.name();
    }

    @Override
    public int getMaxNumberOfParallelSubtasks() {
        return vertex.maxParallelism();
    }

    @Override
    public int getIndexOfThisSubtask() {
        return subtask;
    }

    @Override
    public int getNumberOfParallelSubtasks() {
        return vertex.parallelism();
    }

    @Override
    public int getAttemptNumber() {
        return attempt;
    }

    @Override
    public String getTaskNameWithSubtasks() {
        return vertex.name() + " (" + (subtask + 1) + "/" + vertex.parallelism() + ")";
    }

    @Override
    public String getAllocationIDAsString() {
        return "slot-" + slot;
    }
}
