package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.jobmaster.Slot;
import dev.weft.engine.jobmaster.SlotProvider.Client;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Registry of the jobs that hold slots or wait for them, with the JobMaster client and the latest declaration of each.
 * Owned by the ResourceManager's loop.
 */
@LoopOwned
final class JobRegistry {

    /**
     * @param declaration the number of its latest declaration
     * @param deadline while the job waits for slots
     */
    private record Entry(Client client, long declaration, Optional<EventLoop.Timer> deadline) {}

    private final Map<JobID, Entry> jobs = new LinkedHashMap<>();

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    List<JobID> ids() {
        return List.copyOf(jobs.keySet());
    }

    Client client(JobID job) {
        return jobs.get(job).client();
    }

    /** A job has declared its need; it is not answered yet. */
    void declared(JobID job, long declaration, Client client) {
        replace(job, new Entry(client, declaration, Optional.empty()));
    }

    /** The job waits for missing slots. */
    void waits(JobID job, EventLoop.Timer deadline) {
        Entry known = jobs.get(job);
        replace(job, new Entry(known.client(), known.declaration(), Optional.of(deadline)));
    }

    boolean isWaiting(JobID job) {
        return jobs.get(job).deadline().isPresent();
    }

    /** The job gets its slots; its deadline is cancelled. */
    void give(JobID job, List<Slot> slots) {
        Entry known = jobs.get(job);
        replace(job, new Entry(known.client(), known.declaration(), Optional.empty()));
        known.client().onSlots(known.declaration(), slots);
    }

    private void replace(JobID job, Entry now) {
        Entry before = jobs.put(job, now);
        if (before != null) {
            before.deadline().ifPresent(EventLoop.Timer::cancel);
        }
    }

    void forget(JobID job) {
        Entry before = jobs.remove(job);
        if (before != null) {
            before.deadline().ifPresent(EventLoop.Timer::cancel);
        }
    }

    void tellLost(ExecutorId executor, FailureCause cause, boolean explained) {
        jobs.values().forEach(job -> job.client().onExecutorLost(executor, cause, explained));
    }

    void tellExplained(ExecutorId executor, FailureCause cause) {
        jobs.values().forEach(job -> job.client().onLossExplained(executor, cause));
    }

    /** Distributes an executor's metrics to the jobs. */
    void tellMetrics(ExecutorId from, List<TaskMetrics> metrics) {
        metrics.stream()
                .collect(Collectors.groupingBy(TaskMetrics::job))
                .forEach((job, ofJob) -> clientOf(job).ifPresent(client -> client.onMetrics(from, ofJob)));
    }

    /** Routes a message to its job, if that still exists. */
    void pass(ExecutorId from, JobMessage message) {
        clientOf(message.job()).ifPresent(client -> client.onMessage(from, message));
    }

    private Optional<Client> clientOf(JobID job) {
        return Optional.ofNullable(jobs.get(job)).map(Entry::client);
    }
}
