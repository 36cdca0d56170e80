package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Cooperative preemption: whoever processes a batch looks here after each record and returns early when the flag is up,
 * because a mail has come, an output has run out of room, or the task is cancelled. Raised from any thread, lowered by the
 * task's before it looks for the reason.
 *
 * <p>The look is a plain read. A compiled loop that calls nothing may keep the value it has read, so a mail can wait for
 * the end of one batch of records that cost a few nanoseconds each; it never waits for a second one.
 */
public final class YieldFlag {

    private static final VarHandle UP;

    static {
        try {
            UP = MethodHandles.lookup().findVarHandle(YieldFlag.class, "up", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean up;

    /** Whether the batch is to be left. */
    public boolean isUp() {
        return up;
    }

    /** Everything that the caller wrote before is seen by the thread that finds the flag up and lowers it. */
    public void raise() {
        UP.setVolatile(this, true);
    }

    /** A reason that comes from now on raises the flag again. */
    public void lower() {
        UP.setVolatile(this, false);
    }
}
