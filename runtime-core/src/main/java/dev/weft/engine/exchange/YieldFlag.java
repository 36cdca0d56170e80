package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Cooperative preemption of batch processing: the code that processes a batch checks the flag after each record and
 * returns early when it is up, because a mail has come, an output is full, or the task is cancelled. Raised from any
 * thread; lowered by the task's thread before it looks for the reason.
 *
 * <p>The check is a plain read. A compiled loop without calls may keep the value that it has read, so a mail can wait
 * until the end of one batch of records that cost a few nanoseconds each; it never waits for a second one.
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

    /** Whether processing of the batch must stop. */
    public boolean isUp() {
        return up;
    }

    /**
     * Raises the flag. Everything that the caller wrote before is visible to the thread that finds the flag up and
     * lowers it.
     */
    public void raise() {
        UP.setVolatile(this, true);
    }

    /** Lowers the flag. A reason that comes later raises it again. */
    public void lower() {
        UP.setVolatile(this, false);
    }
}
