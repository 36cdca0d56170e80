package dev.weft.core.execution;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A handle on a submitted job. Safe to be used from any thread; its futures complete on threads of its own. */
public interface JobClient {
    /** The job's id. */
    JobID getJobID();

    /** Asks for the job's status. */
    CompletableFuture<JobStatus> getJobStatus();

    /** Cancels the job; completes when the request was accepted, not when the job has ended. */
    CompletableFuture<Void> cancel();

    /** As the method with a format, in the default format. */
    default CompletableFuture<String> stopWithSavepoint(boolean advanceToEndOfEventTime, String savepointDirectory) {
        return stopWithSavepoint(advanceToEndOfEventTime, savepointDirectory, SavepointFormatType.DEFAULT);
    }

    /** Completes with the savepoint's path; the directory may be null for the configured one. */
    CompletableFuture<String> stopWithSavepoint(
            boolean advanceToEndOfEventTime, String savepointDirectory, SavepointFormatType formatType);

    /** As the method with a format, in the default format. */
    default CompletableFuture<String> triggerSavepoint(String savepointDirectory) {
        return triggerSavepoint(savepointDirectory, SavepointFormatType.DEFAULT);
    }

    /** Completes with the savepoint's path; the directory may be null for the configured one. */
    CompletableFuture<String> triggerSavepoint(String savepointDirectory, SavepointFormatType formatType);

    /** The accumulators' current values. */
    CompletableFuture<Map<String, Object>> getAccumulators();

    /** Completes when the job has ended: with its result, or with its failure. */
    CompletableFuture<JobExecutionResult> getJobExecutionResult();

    /**
     * Tells the cluster that the client still lives.
     *
     * @param expiredTimestamp until when it counts as alive, in milliseconds since the epoch
     */
    default void reportHeartbeat(long expiredTimestamp) {}
}
