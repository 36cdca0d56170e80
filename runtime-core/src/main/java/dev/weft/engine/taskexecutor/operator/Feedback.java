package dev.weft.engine.taskexecutor.operator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Records on their way from the tails of an iteration back to its head, in one process. Many tails give, one head takes.
 * It has no capacity, since a loop whose tail waits for its head waits for itself: what circulates must have room.
 */
public final class Feedback {

    /** A record that comes back. */
    record Returned(Object value, long timestamp) {}

    private final Queue<Returned> queue = new ConcurrentLinkedQueue<>();
    private volatile Runnable onArrival = () -> {};

    /** From any thread. */
    void give(Object value, long timestamp) {
        queue.add(new Returned(value, timestamp));
        onArrival.run();
    }

    /** The next record, or null; on the head's thread. */
    Returned take() {
        return queue.poll();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Called after each record by whoever gave it. */
    void onArrival(Runnable action) {
        onArrival = action;
        action.run();
    }
}
