package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.spi.ResultFetcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The JobManager's interface as the client uses it. Blocking; thread-safe; a
 * {@link dev.weft.engine.common.WeftException} tells that it could not be reached or refused.
 */
interface JobEndpoint {

    JobStatus status(JobID job);

    /** Its status, and how often tasks of it were restarted after failures. */
    JobState state(JobID job);

    /** How the job ended; empty when it has not within the wait. */
    Optional<JobOutcome> outcome(JobID job, Duration wait);

    /** The next results of a collecting sink of which so many bytes are known. */
    ResultFetcher.Fetched fetchCollected(JobID job, String sink, long offset);

    void cancel(JobID job);

    List<JobLine> jobs();

    /** @param restarts how often tasks were restarted, of the whole job or of a part of it */
    record JobState(JobStatus status, long restarts) {}

    /** One row of a job list. */
    record JobLine(JobID id, String name, JobStatus status, long startMs) {}
}
