package dev.weft.client;

import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * {@link ProgramExecutor} that runs a program's jobs in this process. The jobs end with the process, so its owner has
 * to {@link #await} jobs that the program started asynchronously. Used by the thread that runs the program's main.
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

    /** Waits until all jobs have ended and prints those that failed; true when none did. */
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
