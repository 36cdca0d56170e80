package dev.weft.engine.state;

import dev.weft.engine.state.spi.TimerQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The times of restored timers by key and namespace, for reading state. They are collected when they are first asked for, and
 * later changes are not seen. Belongs to the thread of its task.
 *
 * @param <N> the namespaces
 */
public final class TimersByKey<N> {

    private final KeyedStates states;
    private final KeyedTimers<N> timers;

    private Map<Owner, Set<Long>> eventTime;
    private Map<Owner, Set<Long>> processingTime;

    private record Owner(Object key, Object namespace) {}

    public TimersByKey(KeyedStates states, KeyedTimers<N> timers) {
        this.states = states;
        this.timers = timers;
    }

    /** The times of the current key's timers of event time in a namespace. */
    public Set<Long> eventTime(N namespace) throws Exception {
        if (eventTime == null) {
            eventTime = collect(timers::forEachEventTime);
        }
        return eventTime.getOrDefault(new Owner(states.key(), namespace), Set.of());
    }

    /** The times of the current key's timers of processing time in a namespace. */
    public Set<Long> processingTime(N namespace) throws Exception {
        if (processingTime == null) {
            processingTime = collect(timers::forEachProcessingTime);
        }
        return processingTime.getOrDefault(new Owner(states.key(), namespace), Set.of());
    }

    private interface Visit<N> {
        void all(TimerQueue.TimerAction<N> action) throws Exception;
    }

    private Map<Owner, Set<Long>> collect(Visit<N> visit) throws Exception {
        Object current = states.key();
        int hash = states.keys().hash();
        Map<Owner, Set<Long>> times = new HashMap<>();
        visit.all((time, namespace) -> times.computeIfAbsent(new Owner(states.key(), namespace), of -> new TreeSet<>())
                .add(time));
        states.use(current, hash);
        return times;
    }
}
