package dev.weft.client;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.core.execution.spi.ResultFetcher;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@link JobClient} of a job in this process that notes whether the program has noticed how the job ended: it asked for
 * the result or the accumulators, cancelled the job, or was told a final status. Thread-safe.
 */
final class LocalJob implements JobClient, ResultFetcher {

    private final JobClient job;
    private volatile boolean endNoticed;

    LocalJob(JobClient job) {
        this.job = job;
    }

    /** The end of the job, for others than the program. */
    CompletableFuture<JobExecutionResult> end() {
        return job.getJobExecutionResult();
    }

    boolean isEndNoticed() {
        return endNoticed;
    }

    @Override
    public JobID getJobID() {
        return job.getJobID();
    }

    @Override
    public CompletableFuture<JobStatus> getJobStatus() {
        return job.getJobStatus().thenApply(status -> {
            endNoticed |= status.isGloballyTerminalState();
            return status;
        });
    }

    @Override
    public CompletableFuture<Void> cancel() {
        endNoticed = true;
        return job.cancel();
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
            boolean advanceToEndOfEventTime, String savepointDirectory, SavepointFormatType formatType) {
        return job.stopWithSavepoint(advanceToEndOfEventTime, savepointDirectory, formatType);
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(String savepointDirectory, SavepointFormatType formatType) {
        return job.triggerSavepoint(savepointDirectory, formatType);
    }

    @Override
    public CompletableFuture<Map<String, Object>> getAccumulators() {
        endNoticed = true;
        return job.getAccumulators();
    }

    @Override
    public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
        endNoticed = true;
        return job.getJobExecutionResult();
    }

    @Override
    public Fetched fetch(String sink, long position) {
        if (job instanceof ResultFetcher fetcher) {
            return fetcher.fetch(sink, position);
        }
        throw new IllegalStateException("the results of job " + getJobID() + " cannot be fetched");
    }
}
