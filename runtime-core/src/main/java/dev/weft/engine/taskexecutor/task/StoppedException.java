package dev.weft.engine.taskexecutor.task;

/**
 * Ends the loop of a task whose checkpoint is complete and said that the task then finishes. Thrown by the mail that
 * brings the completion, caught by the task.
 */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException(String checkpoint) {
        super("the task stops with " + checkpoint, null, false, false);
    }
}
