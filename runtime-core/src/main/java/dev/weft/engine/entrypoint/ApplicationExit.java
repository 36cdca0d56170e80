package dev.weft.engine.entrypoint;

import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Failure;

/**
 * Final status of an application and of its master process.
 *
 * @param outcome final status that is reported to the cluster
 * @param diagnostics text that the cluster shows: the root cause in the first line
 * @param exit the process's exit code
 */
public record ApplicationExit(Outcome outcome, String diagnostics, ProcessExit exit) {

    /** Exit of a per-job application: its job's terminal status decides. */
    static ApplicationExit of(JobView job) {
        return switch (job.status()) {
            case FINISHED -> new ApplicationExit(Outcome.SUCCEEDED, "", ProcessExit.SUCCESS);
            case CANCELED ->
                new ApplicationExit(Outcome.CANCELED, "job '" + job.name() + "' was cancelled", ProcessExit.SUCCESS);
            default -> new ApplicationExit(Outcome.FAILED, failure(job), ProcessExit.JOB_FAILED);
        };
    }

    /** Exit after a fatal error of the master or of the cluster. */
    static ApplicationExit of(WeftException fatal) {
        return new ApplicationExit(Outcome.FAILED, String.valueOf(fatal.getMessage()), ProcessExit.FATAL_ERROR);
    }

    private static String failure(JobView job) {
        if (job.failures().isEmpty()) {
            return "job '" + job.name() + "' failed";
        }
        Failure root = job.failures().get(0);
        String where = root.task().map(task -> " in " + task).orElse("")
                + root.executor().map(executor -> " on " + executor).orElse("");
        return root.cause().summary() + "\njob '" + job.name() + "' failed" + where + "\n"
                + root.cause().stackTrace();
    }
}
