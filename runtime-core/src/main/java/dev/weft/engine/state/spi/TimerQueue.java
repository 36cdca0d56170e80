package dev.weft.engine.state.spi;

/**
 * Priority queue of timers, at most one per key, namespace and time. Its contents are part of the backend's snapshots.
 * Timers of equal time are in no particular order.
 *
 * @param <N> the namespaces of the timers
 */
public interface TimerQueue<N> {

    /** Adds a timer of the current key, if it does not exist yet. */
    void add(long time, N namespace);

    /** As {@link #add}, without boxing; only for {@link Namespaces#LONGS}. */
    void addAt(long time, long namespace);

    /** Removes a timer of the current key, if it exists. */
    void remove(long time, N namespace);

    /** As {@link #remove}, without boxing; only for {@link Namespaces#LONGS}. */
    void removeAt(long time, long namespace);

    boolean isEmpty();

    /** The earliest time; {@code Long.MAX_VALUE} when there is no timer. */
    long earliest();

    /**
     * Removes the earliest timer if it is due; the following methods then describe it.
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

    /** As {@link #namespace}, without boxing; only for {@link Namespaces#LONGS}. */
    long longNamespace();

    /** Visits every timer, with its key current; afterwards no key is current. The action must not change timers. */
    void forEach(TimerAction<N> action) throws Exception;

    /** Callback for a timer. */
    @FunctionalInterface
    interface TimerAction<N> {
        void accept(long time, N namespace) throws Exception;
    }
}
