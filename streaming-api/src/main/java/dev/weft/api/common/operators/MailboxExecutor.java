package dev.weft.api.common.operators;

import dev.weft.util.FlinkRuntimeException;
import dev.weft.util.function.RunnableWithException;
import dev.weft.util.function.ThrowingRunnable;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Runs actions on a task's own thread, between two elements. Safe to be called from any thread, but for yielding. */
public interface MailboxExecutor {
    Object[] EMPTY_ARGS = new Object[0];

    /** How an action is to be treated. */
    interface MailOptions {
        /** As usual. */
        static MailOptions options() {
            return Mail.URGENT;
        }

        /** It may wait while the task is yielding. */
        static MailOptions deferrable() {
            return Mail.DEFERRABLE;
        }
    }

    /** The two kinds of mail. */
    enum Mail implements MailOptions {
        URGENT,
        DEFERRABLE
    }

    default void execute(ThrowingRunnable<? extends Exception> command, String description) {
        execute(command, description, EMPTY_ARGS);
    }

    default void execute(MailOptions mailOptions, ThrowingRunnable<? extends Exception> command, String description) {
        execute(mailOptions, command, description, EMPTY_ARGS);
    }

    default void execute(
            ThrowingRunnable<? extends Exception> command, String descriptionFormat, Object... descriptionArgs) {
        execute(MailOptions.options(), command, descriptionFormat, descriptionArgs);
    }

    /** Fails with a RejectedExecutionException when the task takes no more actions. */
    void execute(
            MailOptions mailOptions,
            ThrowingRunnable<? extends Exception> command,
            String descriptionFormat,
            Object... descriptionArgs);

    default Future<Void> submit(RunnableWithException command, String description) {
        return submit(command, description, EMPTY_ARGS);
    }

    default Future<Void> submit(RunnableWithException command, String descriptionFormat, Object... descriptionArgs) {
        return submit(
                () -> {
                    command.run();
                    return null;
                },
                descriptionFormat,
                descriptionArgs);
    }

    default <T> Future<T> submit(Callable<T> command, String description) {
        return submit(command, description, EMPTY_ARGS);
    }

    default <T> Future<T> submit(Callable<T> command, String descriptionFormat, Object... descriptionArgs) {
        FutureTask<T> task = new FutureTask<>(command);
        execute(task::run, descriptionFormat, descriptionArgs);
        return task;
    }

    /** Runs one action, waiting for it if there is none; only on the task's thread. */
    void yield() throws InterruptedException, FlinkRuntimeException;

    /** Runs one action if there is one; only on the task's thread. */
    boolean tryYield() throws FlinkRuntimeException;

    /** Whether a long action should stop and be sent again. */
    boolean shouldInterrupt();
}
