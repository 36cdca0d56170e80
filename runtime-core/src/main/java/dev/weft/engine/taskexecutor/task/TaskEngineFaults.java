package dev.weft.engine.taskexecutor.task;

/** Told of faults after which the process has to end. Called from any thread; the receiver only enqueues. */
@FunctionalInterface
public interface TaskEngineFaults {

    /** A cancelled task does not end, whatever is tried. */
    void onStuck(String message);
}
