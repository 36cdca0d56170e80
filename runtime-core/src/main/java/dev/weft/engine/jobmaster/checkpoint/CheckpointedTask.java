package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.ExecutionAttemptId;

/**
 * The current attempt of a subtask, as far as checkpoints are concerned.
 *
 * @param finished whether it has finished; it runs otherwise
 */
public record CheckpointedTask(ExecutionAttemptId attempt, boolean finished) {}
