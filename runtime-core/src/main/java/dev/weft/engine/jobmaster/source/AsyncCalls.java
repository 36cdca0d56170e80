package dev.weft.engine.jobmaster.source;

import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.jobmaster.source.SourceCoordinator.UserCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Serial executor for the asynchronous calls of one enumerator: they run off its loop, one after the other, so that
 * user code needs no locks for what its calls share. Owned by the coordinator's loop; {@link #call}, {@link #repeat}
 * and {@link #run} only enqueue.
 */
@LoopOwned
final class AsyncCalls {

    private final EventLoop loop;
    private final Executor io;
    private final ClassLoader userClassLoader;
    private final Consumer<UserCode> guarded;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    /** @param guarded runs user code on the loop */
    AsyncCalls(EventLoop loop, Executor io, ClassLoader userClassLoader, Consumer<UserCode> guarded) {
        this.loop = loop;
        this.io = io;
        this.userClassLoader = userClassLoader;
        this.guarded = guarded;
    }

    void run(Runnable code) {
        loop.execute(() -> {
            if (!closed) {
                guarded.accept(code::run);
            }
        });
    }

    <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        enqueue(callable, handler, () -> {});
    }

    <T> void repeat(Callable<T> callable, BiConsumer<T, Throwable> handler, Duration delay, Duration period) {
        loop.schedule(delay, () -> enqueue(callable, handler, () -> repeat(callable, handler, period, period)));
    }

    private <T> void enqueue(Callable<T> callable, BiConsumer<T, Throwable> handler, Runnable after) {
        loop.execute(() -> {
            waiting.add(() -> call(callable, handler, after));
            next();
        });
    }

    private void next() {
        if (!busy && !closed && !waiting.isEmpty()) {
            busy = true;
            io.execute(waiting.remove());
        }
    }

    /** Runs on the I/O executor. */
    private <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler, Runnable after) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(userClassLoader);
        try {
            T result = callable.call();
            loop.execute(() -> done(() -> handler.accept(result, null), after));
        } catch (Throwable failure) {
            loop.execute(() -> done(() -> handler.accept(null, failure), after));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void done(UserCode handle, Runnable after) {
        busy = false;
        if (!closed) {
            guarded.accept(handle);
            after.run();
            next();
        }
    }

    void close() {
        loop.assertInLoop();
        closed = true;
        waiting.clear();
    }
}
