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

    /** One line: what has failed last; empty when nothing has. */
    Optional<String> latestFailure(JobID job);

    /** How the job ended; empty when it has not within the wait. */
    Optional<JobOutcome> outcome(JobID job, Duration wait);

    /** The next results of a collecting sink of which so many bytes are known. */
    ResultFetcher.Fetched fetchCollected(JobID job, String sink, long offset);

    void cancel(JobID job);

    List<JobLine> jobs();

    /**
     * Asks for a savepoint.
     *
     * @param directory in which it gets one of its own; empty for the configured one
     * @param format CANONICAL or NATIVE
     * @param cancel whether the job is cancelled when it is complete
     */
    PendingOperation savepoint(JobID job, Optional<String> directory, String format, boolean cancel);

    /**
     * Asks for a savepoint with which the job ends.
     *
     * @param directory in which it gets one of its own; empty for the configured one
     * @param format CANONICAL or NATIVE
     * @param drain whether event time advances to its end before
     */
    PendingOperation stop(JobID job, Optional<String> directory, String format, boolean drain);

    /** Asks for a checkpoint; its type is CONFIGURED or FULL. */
    PendingOperation checkpoint(JobID job, String type);

    /** Asks for a savepoint to be deleted. */
    PendingOperation disposal(String path);

    /** How far the latest checkpoint or savepoint of the job is, for people; empty when none is under way. */
    Optional<String> checkpointProgress(JobID job);

    /** @param restarts how often tasks were restarted, of the whole job or of a part of it */
    record JobState(JobStatus status, long restarts) {}

    /** One row of a job list. */
    record JobLine(JobID id, String name, JobStatus status, long startMs) {}
}
