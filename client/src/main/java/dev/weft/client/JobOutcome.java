package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.ExceptionCodec;
import dev.weft.runtime.client.JobCancellationException;
import dev.weft.runtime.client.JobExecutionException;
import java.util.Map;

/**
 * Outcome of an ended job.
 *
 * @param runtimeMs how long it ran; negative when unknown
 * @param accumulators name to Java-serialized value
 * @param summary one line of the failure
 * @param failure the root cause's stack trace, or what the cluster says instead; empty for a job that finished
 * @param exception the root cause, as {@link ExceptionCodec} writes it; may be empty
 */
record JobOutcome(
        Verdict verdict,
        long runtimeMs,
        Map<String, Payload> accumulators,
        String summary,
        String failure,
        Payload exception) {

    JobOutcome {
        accumulators = Map.copyOf(accumulators);
    }

    enum Verdict {
        FINISHED(JobStatus.FINISHED),
        FAILED(JobStatus.FAILED),
        CANCELED(JobStatus.CANCELED);

        private final JobStatus status;

        Verdict(JobStatus status) {
            this.status = status;
        }

        JobStatus status() {
            return status;
        }
    }

    static JobOutcome finished(long runtimeMs, Map<String, Payload> accumulators) {
        return new JobOutcome(Verdict.FINISHED, runtimeMs, accumulators, "", "", ExceptionCodec.NONE);
    }

    /** The end of a job that the cluster tells by a text. */
    static JobOutcome ended(Verdict verdict, long runtimeMs, String failure) {
        return ended(verdict, runtimeMs, firstLine(failure), failure, ExceptionCodec.NONE);
    }

    static JobOutcome ended(Verdict verdict, long runtimeMs, String summary, String failure, Payload exception) {
        return new JobOutcome(verdict, runtimeMs, Map.of(), summary, failure, exception);
    }

    /**
     * What the program is told of a job that did not finish.
     *
     * @param logsCommand shows the job's logs
     * @param userClasses knows the exceptions of the program
     */
    JobExecutionException exceptionOf(JobID job, String name, String logsCommand, ClassLoader userClasses) {
        boolean canceled = verdict == Verdict.CANCELED;
        String message =
                "job '" + name + "' (JobID " + job.toHexString() + ") " + (canceled ? "was canceled" : "failed")
                        + (failure.isBlank() ? "" : ": " + summary) + "; its logs: " + logsCommand;
        Throwable cause = failure.isBlank() ? null : ExceptionCodec.decode(exception, failure, userClasses);
        return canceled
                ? new JobCancellationException(job, message, cause)
                : new JobExecutionException(job, message, cause);
    }

    /** The first line that is not blank. */
    private static String firstLine(String failure) {
        return failure.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no reason is known");
    }
}
