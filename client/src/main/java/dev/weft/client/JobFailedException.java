package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.spi.ClusterApplication;

/**
 * Thrown to the program when its job did not finish. The message is for the user; the job's failure is kept as text.
 */
final class JobFailedException extends Exception {

    private final String trace;

    JobFailedException(JobID job, String name, ClusterApplication application, JobOutcome outcome) {
        super("job '" + name + "' (JobID " + job.toHexString() + ") "
                + (outcome.verdict() == Verdict.CANCELED ? "was canceled" : "failed")
                + (outcome.failure().isBlank() ? "" : ": " + outcome.summary()) + "; its logs: "
                + application.logsCommand());
        this.trace = outcome.failure();
        setStackTrace(new StackTraceElement[0]);
    }

    /** The root cause's stack trace, or the cluster's diagnostics when there is none. */
    String trace() {
        return trace;
    }
}
