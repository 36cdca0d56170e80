package dev.weft.state.rocksdb;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** The thread of a task, which made this: runs what it asks for at once, and what others do when it is told to. */
final class TaskThread implements Executor {

    private final Thread thread = Thread.currentThread();
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable action) {
        if (Thread.currentThread() == thread) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    /** Runs what others have asked for. */
    void runPending() {
        for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
            next.run();
        }
    }
}
