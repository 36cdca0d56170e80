package dev.weft.engine.taskexecutor.task;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that user code ends the process. JDK 17 has no lasting way to forbid {@code System.exit}, so a shutdown hook
 * looks whose stack asked for it: that task is reported as failed with the stack, and the process lives long enough for
 * the report to leave. However the process ends, tasks are cancelled then, so that what fails in them because of it is not
 * taken for their own failure.
 */
final class ExitWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    private static final long GRACE_MS = 500;

    private final Supplier<Collection<Task>> running;
    private final Thread hook;

    ExitWatch(Supplier<Collection<Task>> running) {
        this.running = running;
        hook = new Thread(this::onShutdown, "Exit watch");
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

    /** The process is ending. */
    void onShutdown() {
        Collection<Task> tasks = running.get();
        if (tasks.isEmpty()) {
            return;
        }
        reportExitOf(tasks);
        // what users' libraries close in hooks of their own fails their functions from now on: not their own failures
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

    /** The stack from the call that ends the process on; empty when there is none. */
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
