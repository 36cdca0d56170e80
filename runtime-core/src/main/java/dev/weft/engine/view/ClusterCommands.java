package dev.weft.engine.view;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import java.util.concurrent.CompletableFuture;

/** Commands that REST and other outside callers may give to the cluster. Every method only enqueues. */
public interface ClusterCommands {

    /** Cancels the job; no effect when it has ended. */
    void cancelJob(JobID job);

    /**
     * The next results of a collecting sink of the job.
     *
     * @param offset how many bytes of them the client has
     * @return completes soon; the result says "ended" when the job has ended or is unknown
     */
    CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset);
}
