package dev.weft.engine.exchange;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The places behind a task's loop that have no room for more input: output channels whose consumers are slow, operators
 * whose requests are unanswered. A place reports itself when only its reserve is left, which raises the {@link YieldFlag};
 * the loop takes no input until all of them have room again. Belongs to the thread that is inside the chain: the task's,
 * or the one of a source function that holds the lock.
 */
public final class Backpressure {

    /**
     * A place with a bounded capacity. The last part of it is a reserve, for what is emitted without asking for room: by
     * the rest of a record, by timers, watermarks and the end of the input. What goes beyond makes the thread wait.
     */
    public interface Place {

        /** Whether more input may be taken; also when the place is broken and the next record will fail. */
        boolean hasRoom();

        /** Whether some of the reserve is left, so that a timer may emit without waiting. */
        boolean hasReserve();

        /** Asks for a signal to the task's {@link Wakeup} when there is room; the caller looks again afterwards. */
        void askForRoom();
    }

    private final Wakeup wakeup;
    private final YieldFlag flag;
    private final List<Place> full = new ArrayList<>();

    public Backpressure(Wakeup wakeup, YieldFlag flag) {
        this.wakeup = wakeup;
        this.flag = flag;
    }

    /** What places wake the task with. */
    public Wakeup wakeup() {
        return wakeup;
    }

    /** Up when the loop is to look here. */
    public YieldFlag yield() {
        return flag;
    }

    /** Whether it is worth asking {@link #exists}; a plain look for the thread that is not inside the chain. */
    public boolean mayExist() {
        return !full.isEmpty();
    }

    /** The place has no more than its reserve. Reported until {@link #exists} finds room there, again and again or once. */
    public void onFull(Place place) {
        wakeup.assertOwned();
        if (!full.contains(place)) {
            full.add(place);
        }
        flag.raise();
    }

    /** Whether input has to wait. */
    public boolean exists() {
        if (full.isEmpty()) {
            return false;
        }
        full.removeIf(Place::hasRoom);
        return !full.isEmpty();
    }

    /** Whether no place has used up its reserve. */
    public boolean leavesReserve() {
        for (Place place : full) {
            if (!place.hasReserve()) {
                return false;
            }
        }
        return true;
    }

    /** From now on room at any of the places signals the wake-up, which is armed; the caller looks once more, then parks. */
    public void askForRoom() {
        for (Place place : full) {
            place.askForRoom();
        }
        VarHandle.fullFence();
    }
}
