package dev.weft.engine.taskexecutor.task;

/** Told of what only the end of the process can heal. Called from any thread; only enqueues. */
@FunctionalInterface
public interface TaskEngineFaults {

    /** A cancelled task does not end, whatever is tried. */
    void onStuck(String message);
}
