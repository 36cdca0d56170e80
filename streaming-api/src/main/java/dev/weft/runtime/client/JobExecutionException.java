package dev.weft.runtime.client;

import dev.weft.api.common.JobID;
import dev.weft.util.FlinkException;

/**
 * A job has not finished: it failed, or was cancelled. Its cause is the exception that ended the job, with the class, message and
 * stack frames that it had where it was thrown, and with its own causes. There is no cause when none is known, for instance
 * when the cluster itself has ended the job.
 *
 * <p>An exception of the job whose class the program does not have, or that cannot be serialized, is replaced among the
 * causes by one of another class that prints the same. Fields of the program's exceptions that are not serializable, and all of
 * a very large one but texts and numbers, are null.
 */
public class JobExecutionException extends FlinkException {
    private static final long serialVersionUID = 1L;

    private final JobID jobID;

    /**
     * A failure with a message and a cause.
     *
     * @param jobID the job
     * @param msg what to tell
     * @param cause null when it is not known
     */
    public JobExecutionException(JobID jobID, String msg, Throwable cause) {
        super(msg, cause);
        this.jobID = jobID;
    }

    /** A failure whose cause is not known. */
    public JobExecutionException(JobID jobID, String msg) {
        super(msg);
        this.jobID = jobID;
    }

    /** A failure that has its cause's text for a message. */
    public JobExecutionException(JobID jobID, Throwable cause) {
        super(cause);
        this.jobID = jobID;
    }

    /** The job that has not finished. */
    public JobID getJobID() {
        return jobID;
    }
}
