package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.Exchange;
import dev.weft.engine.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane of one executor: a thread a task, one loop for the timers of all, and the exchange. Safe from any thread.
 */
public final class ThreadedTaskEngine implements TaskEngine {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadedTaskEngine.class);
    private static final long CLOSE_MS = 5000;

    private final Exchange exchange;
    private final EventLoop timers;
    private final Machine machine;
    private final Task.Services services;
    private final ExitWatch exitWatch;
    private final Set<Task> running = ConcurrentHashMap.newKeySet();
    private final Map<JobID, JobShare> jobs = new ConcurrentHashMap<>();

    public ThreadedTaskEngine(
            TaskEngineSettings settings, Machine machine, Transport transport, TaskEngineFaults faults) {
        this.machine = machine;
        exchange = new Exchange(settings.exchange(), transport);
        timers = machine.loops()
                .start("Task timers", (loop, fault) -> LOG.error("A timer of the data plane failed", fault));
        CancelWatch cancelWatch =
                new CancelWatch(timers, machine.clock(), settings.cancelInterrupts(), settings.cancelTimeout(), faults);
        services = new Task.Services(
                exchange,
                timers,
                new SlotShares(settings.managedBytesPerSlot(), settings.stateDirectory()),
                machine,
                settings,
                cancelWatch,
                running::remove);
        exitWatch = new ExitWatch(() -> running);
        exitWatch.start();
    }

    @Override
    public int dataPort() {
        return exchange.dataPort();
    }

    @Override
    public RunningTask start(TaskPlan plan, TaskEvents events) {
        JobShare share = jobs.computeIfAbsent(plan.shape().jobId(), job -> JobShare.of(plan.userClassLoader()));
        Task task = new Task(plan, events, services, share);
        running.add(task);
        task.start();
        return task;
    }

    @Override
    public void releaseJob(JobID job) {
        exchange.releaseJob(job);
        JobShare share = jobs.remove(job);
        if (share != null) {
            share.release();
        }
    }

    @Override
    public void close() {
        exitWatch.stop();
        List<Task> tasks = List.copyOf(running);
        tasks.forEach(Task::cancel);
        long deadline = machine.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        for (Task task : tasks) {
            awaitEnd(task, deadline);
        }
        timers.close();
        exchange.close();
    }

    /** What watches for the end of the process. */
    ExitWatch exitWatch() {
        return exitWatch;
    }

    private void awaitEnd(Task task, long deadlineNs) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - machine.clock().nanoTime());
        if (leftMs <= 0 || task.thread() == Thread.currentThread()) {
            return;
        }
        try {
            task.thread().join(leftMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
