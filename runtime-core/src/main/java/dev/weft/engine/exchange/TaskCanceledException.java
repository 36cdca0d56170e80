package dev.weft.engine.exchange;

/** Unwinds the thread of a task that was told to stop. Carries no stack: it is a signal, not an error. */
public final class TaskCanceledException extends RuntimeException {

    public TaskCanceledException() {
        super("the task was cancelled", null, false, false);
    }
}
