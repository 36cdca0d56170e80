package dev.weft.engine.common;

import dev.weft.engine.common.EventLoop.Timer;
import java.time.Duration;

/**
 * Callback with a deadline: runs its action once, when it is called or else when a time is over. Calls after that do nothing. Owned
 * by the loop.
 */
@LoopOwned
public final class BoundedWait implements Runnable {

    private final EventLoop loop;
    private final Runnable then;
    private final Timer deadline;
    private boolean over;

    public BoundedWait(EventLoop loop, Duration most, Runnable then) {
        this(loop, most, () -> {}, then);
    }

    /** @param late runs before the action if the time is over */
    public BoundedWait(EventLoop loop, Duration most, Runnable late, Runnable then) {
        this.loop = loop;
        this.then = then;
        deadline = loop.schedule(most, () -> {
            if (!over) {
                late.run();
                run();
            }
        });
    }

    @Override
    public void run() {
        loop.assertInLoop();
        if (!over) {
            over = true;
            deadline.cancel();
            then.run();
        }
    }
}
