package dev.weft.engine.taskexecutor.task;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects {@code System.exit} in user code. JDK 17 has no lasting way to forbid it, so a shutdown hook looks for the
 * thread whose stack called it. That task is reported as failed with the stack, and the process lives long enough to
 * send the report. Whenever the process ends, all tasks are cancelled, so that exceptions caused by the shutdown are
 * not reported as failures.
 */
final class SystemExitHook {

    private static final Logger LOG = LoggerFactory.getLogger(SystemExitHook.class);
    private static final long GRACE_MS = 500;

    private final Supplier<Collection<Task>> running;
    private final Thread hook;

    SystemExitHook(Supplier<Collection<Task>> running) {
        this.running = running;
        hook = new Thread(this::onShutdown, "system-exit-hook");
    }

    void start() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending already", e);
        }
    }

    /** Called when the process is shutting down. */
    void onShutdown() {
        Collection<Task> tasks = running.get();
        if (tasks.isEmpty()) {
            return;
        }
        reportExitOf(tasks);
        // from now on libraries of users may be closed by their own hooks, which makes functions fail: not a failure of
        // theirs
        tasks.forEach(Task::cancel);
    }

    private static void reportExitOf(Collection<Task> tasks) {
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] caller = callerOfExit(entry.getValue());
            if (caller.length == 0) {
                continue;
            }
            for (Task task : tasks) {
                if (entry.getKey().getName().endsWith(task.thread().getName())) {
                    report(task, caller);
                    return;
                }
            }
        }
    }

    /** The stack from the call that exits the process on; empty when there is none. */
    private static StackTraceElement[] callerOfExit(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i >= 0; i--) {
            String type = stack[i].getClassName();
            if (stack[i].getMethodName().equals("exit")
                    && (type.equals("java.lang.System") || type.equals("java.lang.Runtime"))) {
                return Arrays.copyOfRange(stack, i, stack.length);
            }
        }
        return new StackTraceElement[0];
    }

    private static void report(Task task, StackTraceElement[] stack) {
        IllegalStateException exit = new IllegalStateException(
                "user code called System.exit, which ends the whole executor; throw an exception instead");
        exit.setStackTrace(stack);
        LOG.error("Task {} ends this process", task, exit);
        task.failBecauseOfExit(exit);
        try {
            Thread.sleep(GRACE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
