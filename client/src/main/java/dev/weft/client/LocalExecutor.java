package dev.weft.client;

import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.engine.common.WeftException;
import dev.weft.program.Program;
import dev.weft.runtime.client.JobExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * {@link ProgramExecutor} that runs a program's jobs in this process. The jobs end with the process, so its owner has
 * to {@link #await} jobs that the program started asynchronously. Used by the thread that runs the program's main.
 */
final class LocalExecutor implements JobSubmitter {

    private final ProgramExecutor local;
    private final ClientShutdownHook exit;
    private final List<LocalJob> jobs = new ArrayList<>();
    private WeftException refusal;

    LocalExecutor(ProgramExecutor local, ClientShutdownHook exit) {
        this.local = local;
        this.exit = exit;
    }

    @Override
    public JobClient submit(Program program, ClassLoader userClassLoader) throws Exception {
        try {
            LocalJob job = new LocalJob(local.submit(program, userClassLoader));
            jobs.add(job);
            exit.jobSubmitted();
            return job;
        } catch (WeftException e) {
            refusal = e;
            throw e;
        }
    }

    @Override
    public Optional<WeftException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Waits until all jobs have ended and prints those that failed unnoticed by the program; true when none did. What the
     * program has noticed is its own affair.
     */
    boolean await(Console console) {
        boolean good = true;
        for (LocalJob job : jobs) {
            try {
                job.end().get();
            } catch (ExecutionException failed) {
                if (!job.isEndNoticed()) {
                    show(failed.getCause(), console);
                    good = false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return good;
    }

    private static void show(Throwable failure, Console console) {
        if (failure instanceof JobExecutionException job) {
            Failures.show(job, console);
        } else {
            console.error(String.valueOf(failure.getMessage()));
        }
    }
}
