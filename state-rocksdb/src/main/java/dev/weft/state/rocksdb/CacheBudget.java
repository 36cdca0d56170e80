package dev.weft.state.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap budget shared by the caches of all states in a slot: a counter that states raise and lower in steps of 64 KiB.
 * The fair share of a state is the budget divided by the number of states. A state below half its share always gets a
 * step; one above its share returns a step when the budget is overdrawn, so that early states do not starve later ones.
 * Thread-safe.
 */
final class CacheBudget {

    static final long STEP_BYTES = 64 << 10;

    private final long limitBytes;
    private final AtomicLong claimedBytes = new AtomicLong();
    private final AtomicInteger states = new AtomicInteger();

    CacheBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void enter() {
        states.incrementAndGet();
    }

    void leave(long heldBytes) {
        states.decrementAndGet();
        claimedBytes.addAndGet(-heldBytes);
    }

    /** Requests one more step; a state below half its share always gets it, if there is any budget at all. */
    boolean claim(long heldBytes) {
        if (heldBytes + STEP_BYTES <= share() / 2 || claimedBytes.get() + STEP_BYTES <= limitBytes) {
            claimedBytes.addAndGet(STEP_BYTES);
            return true;
        }
        return false;
    }

    /** Whether a state that holds this much must return a step. */
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
