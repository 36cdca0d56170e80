package dev.weft.client;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Payload;
import java.util.Map;

/**
 * Outcome of an ended job.
 *
 * @param runtimeMs how long it ran; negative when unknown
 * @param accumulators name to Java-serialized value
 * @param summary one line of the failure
 * @param failure the root cause's stack trace, or what the cluster says instead; empty for a job that finished
 */
record JobOutcome(Verdict verdict, long runtimeMs, Map<String, Payload> accumulators, String summary, String failure) {

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
        return new JobOutcome(Verdict.FINISHED, runtimeMs, accumulators, "", "");
    }

    static JobOutcome ended(Verdict verdict, long runtimeMs, String failure) {
        return ended(verdict, runtimeMs, firstLine(failure), failure);
    }

    static JobOutcome ended(Verdict verdict, long runtimeMs, String summary, String failure) {
        return new JobOutcome(verdict, runtimeMs, Map.of(), summary, failure);
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
