package dev.weft.simulation.kernel;

import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.TaskThreads;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** Simulated thread pool of one process: tasks start in order, run concurrently, and may block. */
final class SimIo implements IoExecutor {

    private final SimProcess process;
    private final TaskThreads threads;
    private final String name;
    private final int maxThreads;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final ArrayDeque<Thread> idle = new ArrayDeque<>();
    private final Set<Thread> own = new HashSet<>();
    private int started;
    private boolean closed;

    SimIo(SimProcess process, TaskThreads threads, String name, int maxThreads) {
        this.process = process;
        this.threads = threads;
        this.name = name;
        this.maxThreads = maxThreads;
    }

    @Override
    public void execute(Runnable task) {
        if (!process.isAlive() || closed) {
            return;
        }
        waiting.add(task);
        if (!idle.isEmpty()) {
            threads.unpark(idle.remove());
        } else if (started < maxThreads) {
            started++;
            Thread thread = threads.create(name + "-" + started, getClass().getClassLoader(), this::work);
            own.add(thread);
            threads.start(thread);
        }
    }

    /** Threads that wait for a task; a machine's pool would have ended them after a while. */
    boolean isIdle(Thread thread) {
        return idle.contains(thread);
    }

    /** Whether it is a thread of this pool, which is closed: it ends with what it runs. */
    boolean isClosing(Thread thread) {
        return closed && own.contains(thread);
    }

    private void work() {
        while (true) {
            Runnable task = waiting.poll();
            if (task != null) {
                process.pause(process.scheduler().random().between(1_000L, 2_000_000L));
                task.run();
            } else if (closed) {
                return;
            } else {
                idle.add(Thread.currentThread());
                threads.park(this);
                idle.remove(Thread.currentThread());
            }
        }
    }

    /** What waits still runs. */
    @Override
    public void close() {
        closed = true;
        idle.forEach(threads::unpark);
    }
}
