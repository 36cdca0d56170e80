package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.JobID;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.FileMerging;
import dev.weft.engine.checkpoint.LocalCopies;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.Exchange;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task engine of an executor process: one thread per task, one loop for all timers, and the exchange. Thread-safe.
 */
public final class ThreadedTaskEngine implements TaskEngine {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadedTaskEngine.class);
    private static final int IO_THREADS = 4;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final EventLoop timers;
    private final Task.Services services;
    private final SystemExitHook systemExitHook;
    private final Set<Task> running = ConcurrentHashMap.newKeySet();
    private final Map<JobID, JobShare> jobs = new ConcurrentHashMap<>();
    /** Owned by the timer loop. */
    private Optional<Runnable> stopped = Optional.empty();

    public ThreadedTaskEngine(
            TaskEngineSettings settings, Machine machine, Transport transport, TaskEngineFaults faults) {
        exchange = new Exchange(settings.exchange(), transport);
        timers = machine.loops()
                .start("Task timers", (loop, fault) -> LOG.error("A timer of the data plane failed", fault));
        CancellationWatchdog cancellationWatchdog = new CancellationWatchdog(
                timers, machine.clock(), settings.cancelInterrupts(), settings.cancelTimeout(), faults);
        services = new Task.Services(
                exchange,
                timers,
                new SlotShares(settings.managedBytesPerSlot(), settings.stateDirectory()),
                machine,
                machine.io().start("taskexecutor-io", IO_THREADS),
                settings,
                cancellationWatchdog,
                this::onEnd);
        systemExitHook = new SystemExitHook(() -> running);
    }

    /** Enables the detection of tasks that exit the process, where user code can do so. */
    public ThreadedTaskEngine watchingForExit() {
        systemExitHook.start();
        return this;
    }

    @Override
    public int dataPort() {
        return exchange.dataPort();
    }

    @Override
    public RunningTask start(TaskPlan plan, TaskEvents events) {
        JobShare share = jobs.computeIfAbsent(plan.topology().jobId(), job -> shareOf(plan));
        Task task = new Task(plan, events, services, share);
        running.add(task);
        task.start();
        return task;
    }

    private JobShare shareOf(TaskPlan plan) {
        List<Path> roots = Configuration.fromMap(plan.topology().configuration())
                .getOptional(CheckpointingOptions.LOCAL_BACKUP_DIRECTORIES)
                .map(text -> Stream.of(text.split("[,:]")).map(Path::of).toList())
                .orElse(List.of(services.settings().stateDirectory()));
        return JobShare.of(
                plan.userClassLoader(),
                new FileMerging(services.machine().threads(), timers, services.io()),
                new LocalCopies(roots, services.io()));
    }

    @Override
    public void releaseFormer(JobTopology topology) {
        exchange.releaseFormer(topology);
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
    public void stop(Runnable then) {
        systemExitHook.stop();
        timers.execute(() -> {
            if (stopped.isEmpty()) {
                stopped = Optional.of(then);
                running.forEach(Task::cancel);
                timers.schedule(STOP_PATIENCE, this::finish);
                finishIfIdle();
            }
        });
    }

    private void onEnd(Task task) {
        running.remove(task);
        timers.execute(this::finishIfIdle);
    }

    private void finishIfIdle() {
        timers.assertInLoop();
        if (stopped.isPresent() && running.isEmpty()) {
            finish();
        }
    }

    private void finish() {
        timers.assertInLoop();
        timers.close();
        exchange.close();
        jobs.values().forEach(job -> job.copies().close());
        services.io().close();
        stopped.orElseThrow().run();
    }

    /** Detects the end of the process. */
    SystemExitHook systemExitHook() {
        return systemExitHook;
    }
}
