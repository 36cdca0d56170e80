package dev.weft.state.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that all entries in a slot may take together. States claim it in steps; one that holds more than its share gives
 * back when others need it, so that no state that was first starves the rest. For any thread.
 */
final class FrontBudget {

    static final long STEP_BYTES = 64 << 10;

    private final long limitBytes;
    private final AtomicLong claimedBytes = new AtomicLong();
    private final AtomicInteger states = new AtomicInteger();

    FrontBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void enter() {
        states.incrementAndGet();
    }

    void leave(long heldBytes) {
        states.decrementAndGet();
        claimedBytes.addAndGet(-heldBytes);
    }

    /** Asks for one more step; a state below half its share always gets it, if there is any budget at all. */
    boolean claim(long heldBytes) {
        if (heldBytes + STEP_BYTES <= share() / 2 || claimedBytes.get() + STEP_BYTES <= limitBytes) {
            claimedBytes.addAndGet(STEP_BYTES);
            return true;
        }
        return false;
    }

    /** Whether a state that holds this much is to give a step back. */
    boolean isOwed(long heldBytes) {
        return claimedBytes.get() > limitBytes && heldBytes > share();
    }

    void giveBack() {
        claimedBytes.addAndGet(-STEP_BYTES);
    }

    private long share() {
        return limitBytes / Math.max(1, states.get());
    }
}
