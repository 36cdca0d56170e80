package dev.weft.api.common;

import java.util.Objects;

/** The answer to the submission of a job. */
public class JobSubmissionResult {
    private final JobID jobId;

    public JobSubmissionResult(JobID jobID) {
        this.jobId = Objects.requireNonNull(jobID, "jobID");
    }

    public JobID getJobID() {
        return jobId;
    }

    public boolean isJobExecutionResult() {
        return false;
    }

    public JobExecutionResult getJobExecutionResult() {
        throw new ClassCastException("job " + jobId + " was submitted but not waited for, so it has no result");
    }
}
