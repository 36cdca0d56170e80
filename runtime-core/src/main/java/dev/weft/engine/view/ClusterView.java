package dev.weft.engine.view;

import dev.weft.api.common.JobID;
import java.util.List;
import java.util.Optional;

/**
 * Immutable snapshot of the whole cluster.
 *
 * @param startedMs when the JobManager started, epoch milliseconds
 * @param epoch the JobManager's epoch
 * @param executors registered executors
 * @param jobs running and finished jobs, oldest first
 */
public record ClusterView(long startedMs, long epoch, List<ExecutorView> executors, List<JobView> jobs) {

    public ClusterView {
        executors = List.copyOf(executors);
        jobs = List.copyOf(jobs);
    }

    public Optional<JobView> job(JobID id) {
        return jobs.stream().filter(j -> j.id().equals(id)).findFirst();
    }
}
