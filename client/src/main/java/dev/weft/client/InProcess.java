package dev.weft.client;

import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Runs a program's jobs in this process. The jobs end with the process, so whoever ends it has to {@link #await} those that
 * the program has started and does not wait for. Used by the thread that runs the program's main.
 */
final class InProcess implements ProgramExecutor {

    private final ProgramExecutor local;
    private final ExitWatch exit;
    private final List<JobClient> jobs = new ArrayList<>();

    InProcess(ProgramExecutor local, ExitWatch exit) {
        this.local = local;
        this.exit = exit;
    }

    @Override
    public JobClient submit(Program program, ClassLoader userClassLoader) throws Exception {
        JobClient job = local.submit(program, userClassLoader);
        jobs.add(job);
        exit.jobSubmitted();
        return job;
    }

    /** Waits until all jobs have ended; tells those that have failed, and whether none has. */
    boolean await(Console console) {
        boolean good = true;
        for (JobClient job : jobs) {
            try {
                job.getJobExecutionResult().get();
            } catch (ExecutionException failed) {
                console.error(String.valueOf(failed.getCause().getMessage()));
                good = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return good;
    }
}
