package dev.weft.engine.state.spi;

/**
 * Timers in order of time, at most one a key, namespace and time. What the queue holds is part of its backend's
 * snapshots. Timers of equal time come in no particular order.
 *
 * @param <N> the namespaces of the timers
 */
public interface TimerQueue<N> {

    /** Adds a timer of the current key; does nothing if there is one already. */
    void add(long time, N namespace);

    /** As {@link #add}, without a box; only for {@link Namespaces#LONGS}. */
    void addAt(long time, long namespace);

    /** Removes a timer of the current key if there is one. */
    void remove(long time, N namespace);

    /** As {@link #remove}, without a box; only for {@link Namespaces#LONGS}. */
    void removeAt(long time, long namespace);

    boolean isEmpty();

    /** The earliest time; {@code Long.MAX_VALUE} when there is no timer. */
    long earliest();

    /**
     * Takes the earliest timer out if it is due, and makes it the polled one that the following methods describe.
     *
     * @return false when the earliest timer is later than {@code until}, or there is none
     */
    boolean poll(long until);

    /** The polled timer's time. */
    long time();

    /** The polled timer's key. */
    Object key();

    /** The spread hash of the polled timer's key. */
    int hash();

    /** The polled timer's namespace. */
    N namespace();

    /** As {@link #namespace}, without a box; only for {@link Namespaces#LONGS}. */
    long longNamespace();

    /** Visits every timer of every key, with the key current and none afterwards. The action must not change timers. */
    void forEach(TimerAction<N> action) throws Exception;

    /** What to do with a timer. */
    @FunctionalInterface
    interface TimerAction<N> {
        void accept(long time, N namespace) throws Exception;
    }
}
