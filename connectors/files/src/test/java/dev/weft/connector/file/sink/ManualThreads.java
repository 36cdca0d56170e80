package dev.weft.connector.file.sink;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs what it is given when the test says so, on the test's thread. */
final class ManualThreads extends AbstractExecutorService {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean atOnce;
    private boolean shutDown;

    /** From now on everything is run as it comes. */
    ManualThreads atOnce() {
        atOnce = true;
        runAll();
        return this;
    }

    void runAll() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    @Override
    public void execute(Runnable command) {
        waiting.add(command);
        if (atOnce) {
            runAll();
        }
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        List<Runnable> never = List.copyOf(waiting);
        waiting.clear();
        return never;
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown && waiting.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
