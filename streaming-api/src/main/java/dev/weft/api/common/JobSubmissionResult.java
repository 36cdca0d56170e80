package dev.weft.api.common;

import java.util.Objects;

/** The answer to the submission of a job. */
public class JobSubmissionResult {
    private final JobID jobId;

    /** The result of submitting this job. */
    public JobSubmissionResult(JobID jobID) {
        this.jobId = Objects.requireNonNull(jobID, "jobID");
    }

    /** The id of the job. */
    public JobID getJobID() {
        return jobId;
    }

    /** Whether the job was waited for, so that this is a {@link JobExecutionResult}. */
    public boolean isJobExecutionResult() {
        return false;
    }

    /**
     * This, if the job was waited for.
     *
     * @throws ClassCastException if it was not
     */
    public JobExecutionResult getJobExecutionResult() {
        throw new ClassCastException("job " + jobId + " was submitted but not waited for, so it has no result");
    }
}
