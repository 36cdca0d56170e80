package dev.weft.connector.file.src.util;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Objects that are used again, such as batches: so many are in use at most. Safe for several threads.
 *
 * @param <T> the objects
 */
public class Pool<T> {

    private final ArrayBlockingQueue<T> free;
    private final int capacity;
    private int added;

    /** @param poolCapacity the number of objects that can be added */
    public Pool(int poolCapacity) {
        free = new ArrayBlockingQueue<>(poolCapacity);
        capacity = poolCapacity;
    }

    /** Takes objects back. */
    public Recycler<T> recycler() {
        return free::add;
    }

    /**
     * Adds an object.
     *
     * @throws IllegalStateException if there are as many as the pool can have
     */
    public synchronized void add(T object) {
        if (added == capacity) {
            throw new IllegalStateException("the pool has " + capacity + " objects, it can have no more");
        }
        free.add(object);
        added++;
    }

    /** A free object; waits for one. */
    public T pollEntry() throws InterruptedException {
        return free.take();
    }

    /** A free object, or null. */
    public T tryPollEntry() {
        return free.poll();
    }

    /** Takes objects of a pool back. */
    @FunctionalInterface
    public interface Recycler<T> {

        /** The object is free again. */
        void recycle(T object);
    }
}
