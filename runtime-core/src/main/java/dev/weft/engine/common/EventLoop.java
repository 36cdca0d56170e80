package dev.weft.engine.common;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Single-threaded event loop: the one thread that owns a component's state. Events run one after another, in the order in which they were given;
 * an event never blocks. An event that throws is reported to the loop's {@link FaultHandler}, not to its caller.
 */
public interface EventLoop extends Executor {

    /** Enqueues an event; safe from any thread; after {@link #close} the event is dropped. */
    @Override
    void execute(Runnable event);

    /** Runs the event on this loop after the delay, unless cancelled before. Safe from any thread. */
    Timer schedule(Duration delay, Runnable event);

    /** Whether the caller runs on this loop. */
    boolean inLoop();

    /**
     * Throws when the caller is not on this loop. Methods of loop-owned objects ({@link LoopOwned}) call it first; it costs a
     * comparison of two threads.
     */
    default void assertInLoop() {
        if (!inLoop()) {
            throw new IllegalStateException(this + " owns this object, but the thread "
                    + Thread.currentThread().getName() + " has called it");
        }
    }

    /** Stops after the current event; idempotent. Does not wait. */
    void close();

    /** A scheduled event that has not run yet. */
    interface Timer {
        /** Cancels the event unless it has started. */
        void cancel();
    }

    /** Callback for an event that threw. */
    @FunctionalInterface
    interface FaultHandler {
        void onFault(String loop, Throwable fault);
    }
}
