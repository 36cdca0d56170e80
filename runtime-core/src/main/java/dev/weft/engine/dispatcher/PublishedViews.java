package dev.weft.engine.dispatcher;

import dev.weft.api.common.JobID;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.ExecutorView;
import dev.weft.engine.view.JobView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The latest immutable view of every job and executor, published by the loops that own them and read by any thread. It
 * is the only mutable object of the JobManager that threads share: its methods are synchronized and only swap
 * references.
 */
final class PublishedViews implements Supplier<ClusterView> {

    /** Maximum number of ended jobs that are kept; beyond it the oldest are dropped. */
    static final int REMEMBERED_JOBS = 100;

    private final long startedMs;
    private final long epoch;
    private final Map<JobID, JobView> jobs = new LinkedHashMap<>();
    private List<ExecutorView> executors = List.of();

    PublishedViews(long startedMs, long epoch) {
        this.startedMs = startedMs;
        this.epoch = epoch;
    }

    synchronized void publish(List<ExecutorView> latest) {
        executors = latest;
    }

    synchronized void publish(JobView latest) {
        jobs.put(latest.id(), latest);
        List<JobID> ended = new ArrayList<>();
        jobs.values().stream().filter(JobView::isTerminal).forEach(job -> ended.add(job.id()));
        ended.subList(0, Math.max(0, ended.size() - REMEMBERED_JOBS)).forEach(jobs::remove);
    }

    synchronized Optional<JobView> job(JobID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public synchronized ClusterView get() {
        return new ClusterView(startedMs, epoch, executors, List.copyOf(jobs.values()));
    }
}
