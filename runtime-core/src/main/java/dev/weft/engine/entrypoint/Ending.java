package dev.weft.engine.entrypoint;

import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Failure;

/**
 * How an application ends.
 *
 * @param outcome what the cluster is told
 * @param diagnostics what the cluster shows: the root cause in the first line
 * @param exit the process's exit code
 */
public record Ending(Outcome outcome, String diagnostics, ProcessExit exit) {

    /** The end of the application's one job is the application's. */
    static Ending of(JobView job) {
        return switch (job.status()) {
            case FINISHED -> new Ending(Outcome.SUCCEEDED, "", ProcessExit.SUCCESS);
            case CANCELED ->
                new Ending(Outcome.CANCELED, "job '" + job.name() + "' was cancelled", ProcessExit.SUCCESS);
            default -> new Ending(Outcome.FAILED, failure(job), ProcessExit.JOB_FAILED);
        };
    }

    /** The application cannot go on. */
    static Ending of(WeftException fatal) {
        return new Ending(Outcome.FAILED, String.valueOf(fatal.getMessage()), ProcessExit.FATAL_ERROR);
    }

    private static String failure(JobView job) {
        if (job.failures().isEmpty()) {
            return "job '" + job.name() + "' failed";
        }
        Failure root = job.failures().get(0);
        String where = root.task().map(task -> " in " + task).orElse("")
                + root.executor().map(executor -> " on " + executor).orElse("");
        // Of our own failures the message is the whole story; of the user's the exception's name belongs to it.
        boolean own = root.cause().type().equals(WeftException.class.getName());
        String first = own ? root.cause().message() : root.cause().summary();
        return first.lines().findFirst().orElse("") + "\njob '" + job.name() + "' failed" + where + "\n"
                + root.cause().stackTrace();
    }
}
