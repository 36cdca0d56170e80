package dev.weft.api.common;

/** Which job a function runs in. */
public interface JobInfo {
    /** The job's id. */
    JobID getJobId();

    /** The job's name. */
    String getJobName();
}
