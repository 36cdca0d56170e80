package dev.weft.engine.exchange;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Backpressure signals of one task: the bounded places behind its loop that have no room for more input, such as output
 * channels with slow consumers and async operators with too many pending requests. A place reports itself when only its
 * reserve is left, which raises the {@link YieldFlag}; the loop then takes no input until all places have room again.
 * Belongs to the thread that is inside the chain: the task's, or that of a source function that holds the lock.
 */
public final class Backpressure {

    /**
     * A place with bounded capacity. The last part of the capacity is a reserve, for what is emitted without asking for
     * room: the remaining results of a record, timers, watermarks and the end of the input. Emitting beyond the reserve
     * blocks the thread.
     */
    public interface Place {

        /** Whether more input may be taken; also when the place is broken and the next record will fail. */
        boolean hasRoom();

        /** Whether some of the reserve is left, so that a timer or a barrier may be emitted without blocking. */
        boolean hasReserve();

        /** Whether a barrier that overtakes records, and the records before it, may be emitted without blocking. */
        default boolean takesBarrier() {
            return hasReserve();
        }

        /** Requests a signal to the task's {@link Wakeup} when there is room; the caller checks again afterwards. */
        void askForRoom();
    }

    private final Wakeup wakeup;
    private final YieldFlag flag;
    /** A thread that is not inside the chain may look, too: the task's, while a source function runs. */
    private final List<Place> full = new CopyOnWriteArrayList<>();

    private long fullSinceNs;
    private long fullBeforeNs;

    public Backpressure(Wakeup wakeup, YieldFlag flag) {
        this.wakeup = wakeup;
        this.flag = flag;
    }

    /** The wake-up that places signal. */
    public Wakeup wakeup() {
        return wakeup;
    }

    /** The flag that is up when the loop must check {@link #exists}. */
    public YieldFlag yield() {
        return flag;
    }

    /** Cheap check whether it is worth calling {@link #exists}, for the thread that is not inside the chain. */
    public boolean mayExist() {
        return !full.isEmpty();
    }

    /**
     * Reports that the place has no more than its reserve left. May be reported repeatedly until {@link #exists} finds
     * room there.
     */
    public void onFull(Place place) {
        wakeup.assertOwned();
        if (!full.contains(place)) {
            if (full.isEmpty()) {
                fullSinceNs = wakeup.nanoTime();
            }
            full.add(place);
        }
        flag.raise();
    }

    /** Whether input must wait. */
    public boolean exists() {
        if (full.isEmpty()) {
            return false;
        }
        full.removeIf(Place::hasRoom);
        if (full.isEmpty()) {
            fullBeforeNs += wakeup.nanoTime() - fullSinceNs;
        }
        return !full.isEmpty();
    }

    /**
     * Time for the inactivity of the input: it stands still while input has to wait. Input that is not read then may well be there.
     */
    public long inputActivityNs() {
        return (exists() ? fullSinceNs : wakeup.nanoTime()) - fullBeforeNs;
    }

    /** Whether every place has some reserve left. */
    public boolean leavesReserve() {
        for (Place place : full) {
            if (!place.hasReserve()) {
                return false;
            }
        }
        return true;
    }

    /** Whether every place takes a barrier that overtakes records. */
    public boolean takesBarrier() {
        for (Place place : full) {
            if (!place.takesBarrier()) {
                return false;
            }
        }
        return true;
    }

    /** Requests a signal from every full place. The wake-up must be armed; the caller checks once more, then parks. */
    public void askForRoom() {
        for (Place place : full) {
            place.askForRoom();
        }
        VarHandle.fullFence();
    }
}
