package dev.weft.engine.taskexecutor.task;

/** Listener for faults after which the process has to end. Called from any thread; the receiver only enqueues. */
@FunctionalInterface
public interface TaskEngineFaults {

    /** A cancelled task does not end, in spite of interrupts. */
    void onStuck(String message);
}
