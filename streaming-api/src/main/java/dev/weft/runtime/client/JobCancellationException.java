package dev.weft.runtime.client;

import dev.weft.api.common.JobID;

/** A job has not finished because somebody has cancelled it. */
public class JobCancellationException extends JobExecutionException {
    private static final long serialVersionUID = 1L;

    /**
     * A cancellation with a message and a cause.
     *
     * @param jobID the job
     * @param msg what to tell
     * @param cause null when nothing has failed
     */
    public JobCancellationException(JobID jobID, String msg, Throwable cause) {
        super(jobID, msg, cause);
    }
}
