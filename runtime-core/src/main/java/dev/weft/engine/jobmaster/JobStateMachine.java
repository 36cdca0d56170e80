package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State machine of a job's status, with the table of legal transitions. Owned by the JobMaster's loop. */
@LoopOwned
final class JobStateMachine {

    private static final Logger LOG = LoggerFactory.getLogger(JobStateMachine.class);

    private static final Map<JobStatus, Set<JobStatus>> EDGES = new EnumMap<>(Map.of(
            JobStatus.INITIALIZING, EnumSet.of(JobStatus.CREATED),
            JobStatus.CREATED,
                    EnumSet.of(JobStatus.RUNNING, JobStatus.RESTARTING, JobStatus.FAILING, JobStatus.CANCELLING),
            JobStatus.RUNNING,
                    EnumSet.of(JobStatus.FINISHED, JobStatus.RESTARTING, JobStatus.FAILING, JobStatus.CANCELLING),
            JobStatus.RESTARTING, EnumSet.of(JobStatus.RUNNING, JobStatus.FAILING, JobStatus.CANCELLING),
            JobStatus.FAILING, EnumSet.of(JobStatus.FAILED, JobStatus.CANCELLING),
            JobStatus.CANCELLING, EnumSet.of(JobStatus.CANCELED)));

    private final EventLoop loop;
    private final JobID id;
    private final String name;
    private final Map<JobStatus, Long> reachedMs = new EnumMap<>(JobStatus.class);
    private JobStatus status = JobStatus.INITIALIZING;

    JobStateMachine(JobID id, String name, long nowMs, EventLoop loop) {
        this.loop = loop;
        this.id = id;
        this.name = name;
        reachedMs.put(status, nowMs);
    }

    JobStatus status() {
        loop.assertInLoop();
        return status;
    }

    /** Whether the job was started and is neither ending nor ended. */
    boolean isUp() {
        loop.assertInLoop();
        return status == JobStatus.CREATED || status == JobStatus.RUNNING || status == JobStatus.RESTARTING;
    }

    Map<JobStatus, Long> reachedMs() {
        loop.assertInLoop();
        return reachedMs;
    }

    /** The terminal status that the job reaches when all its tasks have ended now. */
    JobStatus end() {
        loop.assertInLoop();
        return switch (status) {
            case RUNNING -> JobStatus.FINISHED;
            case FAILING -> JobStatus.FAILED;
            case CANCELLING -> JobStatus.CANCELED;
            case INITIALIZING, CREATED, FAILED, CANCELED, FINISHED, RESTARTING, SUSPENDED, RECONCILING ->
                throw new IllegalStateException("job " + id + " ends while it is " + status);
        };
    }

    void become(JobStatus next, long nowMs, String reason) {
        loop.assertInLoop();
        if (!EDGES.getOrDefault(status, Set.of()).contains(next)) {
            throw new IllegalStateException("job " + id + " is " + status + " and may not become " + next);
        }
        LOG.info("Job '{}' [{}] {} -> {}{}", name, id, status, next, reason.isEmpty() ? "" : ": " + reason);
        status = next;
        reachedMs.put(next, nowMs);
    }
}
