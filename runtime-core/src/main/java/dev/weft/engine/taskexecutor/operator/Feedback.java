package dev.weft.engine.taskexecutor.operator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Feedback edge of an iteration: an unbounded queue of records from the tails back to the head, within one process.
 * Many tails write, one head reads. It has no capacity limit because a tail that waited for its head would deadlock:
 * the records in circulation must fit into memory.
 */
public final class Feedback {

    /** A record that was fed back. */
    record Returned(Object value, long timestamp) {}

    private final Queue<Returned> queue = new ConcurrentLinkedQueue<>();
    private volatile Runnable onArrival = () -> {};

    /** Called from any thread. */
    void give(Object value, long timestamp) {
        queue.add(new Returned(value, timestamp));
        onArrival.run();
    }

    /** The next record, or null. Called on the head's thread. */
    Returned take() {
        return queue.poll();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Sets the action that runs on the writer's thread after each record. */
    void onArrival(Runnable action) {
        onArrival = action;
        action.run();
    }
}
