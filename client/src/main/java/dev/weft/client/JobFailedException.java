package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.spi.ClusterApplication;

/** The job did not finish. The message is for the user; the failure that ended the job travels as text. */
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

    /** The root cause's stack trace, or what is known instead. */
    String trace() {
        return trace;
    }
}
