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

    /**
     * Runs the action on the task's thread, after those that were given before. An exception of the action fails the
     * job.
     *
     * @param description for messages about failures
     * @throws java.util.concurrent.RejectedExecutionException if the task takes no more actions
     */
    default void execute(ThrowingRunnable<? extends Exception> command, String description) {
        execute(command, description, EMPTY_ARGS);
    }

    /** As {@link #execute(ThrowingRunnable, String)}, with options. */
    default void execute(MailOptions mailOptions, ThrowingRunnable<? extends Exception> command, String description) {
        execute(mailOptions, command, description, EMPTY_ARGS);
    }

    /** As {@link #execute(ThrowingRunnable, String)}, with a description that is put together only if it is needed. */
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

    /** As {@link #execute(ThrowingRunnable, String)}; an exception goes to the future instead of failing the job. */
    default Future<Void> submit(RunnableWithException command, String description) {
        return submit(command, description, EMPTY_ARGS);
    }

    /**
     * As {@link #submit(RunnableWithException, String)}, with a description that is put together only if it is needed.
     */
    default Future<Void> submit(RunnableWithException command, String descriptionFormat, Object... descriptionArgs) {
        return submit(
                () -> {
                    command.run();
                    return null;
                },
                descriptionFormat,
                descriptionArgs);
    }

    /** As {@link #submit(RunnableWithException, String)}, for an action with a result. */
    default <T> Future<T> submit(Callable<T> command, String description) {
        return submit(command, description, EMPTY_ARGS);
    }

    /** As {@link #submit(Callable, String)}, with a description that is put together only if it is needed. */
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
