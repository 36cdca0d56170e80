package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.SlotProvider.Client;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.Heartbeat;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The jobs that have slots or wait for them, and who speaks for each. Owned by the ResourceManager's loop. */
final class JobsServed {

    /** @param deadline while the job waits for its slots */
    private record Waiting(Client client, Optional<EventLoop.Timer> deadline) {}

    private final Map<JobID, Waiting> jobs = new LinkedHashMap<>();

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    List<JobID> ids() {
        return List.copyOf(jobs.keySet());
    }

    Client client(JobID job) {
        return jobs.get(job).client();
    }

    void waits(JobID job, Client client, EventLoop.Timer deadline) {
        forget(job);
        jobs.put(job, new Waiting(client, Optional.of(deadline)));
    }

    /** The job has its slots: its deadline is over. */
    Client served(JobID job) {
        Client client = client(job);
        forget(job);
        jobs.put(job, new Waiting(client, Optional.empty()));
        return client;
    }

    void forget(JobID job) {
        Waiting before = jobs.remove(job);
        if (before != null) {
            before.deadline().ifPresent(EventLoop.Timer::cancel);
        }
    }

    void tellLost(ExecutorId executor, FailureCause cause) {
        jobs.values().forEach(job -> job.client().onExecutorLost(executor, cause));
    }

    /** Hands a message to the jobs that it concerns; false when it is about the executor itself. */
    boolean route(ExecutorId from, ExecutorMessage message) {
        if (message instanceof Heartbeat heartbeat) {
            Map<JobID, List<TaskMetrics>> byJob =
                    heartbeat.metrics().stream().collect(Collectors.groupingBy(TaskMetrics::job));
            byJob.forEach((job, metrics) -> pass(job, from, new Heartbeat(metrics)));
        } else if (message instanceof ExecutorMessage.TaskStateChanged change) {
            pass(change.job(), from, change);
        } else if (message instanceof ExecutorMessage.ReadyToCommit ready) {
            pass(ready.job(), from, ready);
        } else if (message instanceof ExecutorMessage.CoordinatorEvent event) {
            pass(event.job(), from, event);
        } else if (message instanceof ExecutorMessage.CollectorOpened opened) {
            pass(opened.job(), from, opened);
        } else if (message instanceof ExecutorMessage.Collected collected) {
            pass(collected.job(), from, collected);
        } else {
            return false;
        }
        return true;
    }

    private void pass(JobID job, ExecutorId from, ExecutorMessage message) {
        Waiting known = jobs.get(job);
        if (known != null) {
            known.client().onMessage(from, message);
        }
    }
}
