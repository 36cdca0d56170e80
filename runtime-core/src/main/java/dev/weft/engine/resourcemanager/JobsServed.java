package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.SlotProvider.Client;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
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

    /** What an executor tells of the tasks of every job. */
    void tellMetrics(ExecutorId from, List<TaskMetrics> metrics) {
        metrics.stream()
                .collect(Collectors.groupingBy(TaskMetrics::job))
                .forEach((job, ofJob) -> clientOf(job).ifPresent(client -> client.onMetrics(from, ofJob)));
    }

    /** Hands a message to the job that it concerns, if there is that job still. */
    void pass(ExecutorId from, JobMessage message) {
        clientOf(message.job()).ifPresent(client -> client.onMessage(from, message));
    }

    private Optional<Client> clientOf(JobID job) {
        return Optional.ofNullable(jobs.get(job)).map(Waiting::client);
    }
}
