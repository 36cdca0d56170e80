package dev.weft.engine.common;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Exit codes of JobManager and executor processes, below 126 so that a shell does not reinterpret them. 1 is a failure
 * of the launch script or of the JVM's start; 3 is a JVM that ran out of memory ({@code -XX:+ExitOnOutOfMemoryError}).
 */
public enum ProcessExit {
    SUCCESS(0, "it ended as it was told to"),
    OUT_OF_MEMORY(3, "its JVM ran out of memory"),
    BAD_ENVIRONMENT(10, "it was not started by a Weft application: its environment lacks something"),
    NOT_REGISTERED(11, "it could not register with the JobManager"),
    JOB_MANAGER_LOST(12, "the JobManager was gone for longer than its lease"),
    FATAL_ERROR(13, "an internal error stopped it: see its log"),
    JOB_FAILED(14, "the job failed"),
    TASK_STUCK(
            15, "a task was cancelled and did not end within task.cancellation.timeout: see its log for where it hung");

    private static final Duration HOOK_PATIENCE = Duration.ofSeconds(10);

    private final int code;
    private final String meaning;

    ProcessExit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** The second half of a sentence about a process. */
    public String meaning() {
        return meaning;
    }

    /**
     * Runs a process from main to exit. An exception goes to standard error, whose first line the cluster shows as the
     * reason.
     */
    public static void after(Supplier<ProcessExit> process) {
        ProcessExit how;
        try {
            how = process.get();
        } catch (RuntimeException e) {
            e.printStackTrace();
            how = e instanceof WeftException ? BAD_ENVIRONMENT : FATAL_ERROR;
        }
        how.leave();
    }

    /** Exits this process, even if a shutdown hook hangs. */
    private void leave() {
        Thread last = new Thread(
                () -> {
                    LockSupport.parkNanos(HOOK_PATIENCE.toNanos());
                    Runtime.getRuntime().halt(code);
                },
                "weft-exit");
        last.setDaemon(true);
        last.start();
        System.exit(code);
    }
}
