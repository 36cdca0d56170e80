package dev.weft.engine.view;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import java.util.concurrent.CompletableFuture;

/** What may be asked of the cluster from outside. Every method only enqueues. */
public interface ClusterCommands {

    /** Cancels the job; no effect when it has ended. */
    void cancelJob(JobID job);

    /**
     * The next results of a collecting sink of the job.
     *
     * @param taken how many bytes of them the client has
     * @return completes soon; has ended when the job has, or is not known
     */
    CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long taken);
}
