package dev.weft.engine.common;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread that owns a component's state. Events run one after another, in the order in which they were given;
 * an event never blocks. A failure of an event is the loop's {@link FaultHandler}'s business, never the caller's.
 */
public interface EventLoop extends Executor {

    /** Enqueues an event; safe from any thread; after {@link #close} the event is dropped. */
    @Override
    void execute(Runnable event);

    /** Runs the event on this loop after the delay, unless cancelled before. Safe from any thread. */
    Timer schedule(Duration delay, Runnable event);

    /** Whether the caller runs on this loop. */
    boolean inLoop();

    /** Fails when the caller is not on this loop. The door of every loop-owned object calls it. */
    default void assertInLoop() {
        if (!inLoop()) {
            throw new IllegalStateException("must run on " + this + " but runs on "
                    + Thread.currentThread().getName());
        }
    }

    /** Stops after the event that runs now; idempotent. Does not wait. */
    void close();

    /** A scheduled event that has not run yet. */
    interface Timer {
        /** The event will not run any more, if it has not started. */
        void cancel();
    }

    /** Told of an event that threw. */
    @FunctionalInterface
    interface FaultHandler {
        void onFault(String loop, Throwable fault);
    }
}
