package dev.weft.engine.exchange;

/** Unwinds the stack of a thread of a cancelled task. Has no stack trace: it is a signal, not an error. */
public final class TaskCanceledException extends RuntimeException {

    public TaskCanceledException() {
        super("the task was cancelled", null, false, false);
    }
}
