package dev.weft.engine.view;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Commands that REST and other outside callers may give to the cluster. Every method only enqueues. */
public interface ClusterCommands {

    /** Cancels the job; no effect when it has ended. */
    void cancelJob(JobID job);

    /**
     * Takes a checkpoint of the job.
     *
     * @param full whether it refers to no file of earlier ones
     * @return completes when it is complete; fails with the reason when it was given up
     */
    CompletableFuture<Taken> triggerCheckpoint(JobID job, boolean full);

    /**
     * Takes a savepoint of the job, which goes on.
     *
     * @param portable whether every state backend can read it
     * @param parent directory in which it gets one of its own; empty for the configured one
     * @return completes when it is complete; fails with the reason when it was given up
     */
    CompletableFuture<Taken> triggerSavepoint(JobID job, boolean portable, Optional<String> parent);

    /**
     * Takes a savepoint of the job, with which it ends.
     *
     * @param portable whether every state backend can read it
     * @param drain whether event time advances to its end before, which fires all timers
     * @param parent directory in which it gets one of its own; empty for the configured one
     * @return completes when the job has ended; fails with the reason when it has not, and the job goes on
     */
    CompletableFuture<Taken> stopWithSavepoint(JobID job, boolean portable, boolean drain, Optional<String> parent);

    /**
     * Deletes a savepoint or retained checkpoint that no job uses.
     *
     * @param address of its directory or of its metadata file
     * @return completes when it is deleted; fails with the reason when something of it may be left
     */
    CompletableFuture<Void> disposeSavepoint(String address);

    /**
     * A complete checkpoint or savepoint.
     *
     * @param address by which it is restored; empty when it is stored nowhere else than with the JobManager
     */
    record Taken(long id, String address) {}

    /**
     * The next results of a collecting sink of the job.
     *
     * @param offset how many bytes of them the client has
     * @return completes soon; the result says "ended" when the job has ended or is unknown
     */
    CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset);
}
