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
 * Where the loops pin their latest immutable views and anyone reads them. The one object of the JobManager that is shared
 * between threads: its methods are synchronized and only swap references.
 */
final class ClusterBoard implements Supplier<ClusterView> {

    /** Ended jobs that are remembered; older ones are forgotten. */
    static final int REMEMBERED_JOBS = 100;

    private final long startedMs;
    private final long epoch;
    private final Map<JobID, JobView> jobs = new LinkedHashMap<>();
    private List<ExecutorView> executors = List.of();

    ClusterBoard(long startedMs, long epoch) {
        this.startedMs = startedMs;
        this.epoch = epoch;
    }

    synchronized void pin(List<ExecutorView> latest) {
        executors = latest;
    }

    synchronized void pin(JobView latest) {
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
