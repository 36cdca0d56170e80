package dev.weft.state.api;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.state.EndOfInputTime;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.TimerQueue;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The timers of process functions, by key. They are collected when they are first asked for. */
final class KeyTimers implements KeyedStateReaderFunction.Context {

    /** The name under which process functions have their timers. */
    static final String NAME = "user";

    private final KeyedStates states;
    private final KeyedTimers<Void> timers;

    private Object key;
    private Map<Object, Set<Long>> eventTime;
    private Map<Object, Set<Long>> processingTime;

    KeyTimers(KeyedStates states, ProcessingTimeService clock) {
        this.states = states;
        this.timers = states.timers(NAME, Namespaces.NONE, new EndOfInputTime(clock), (domain, time) -> {});
    }

    /** The key that is asked about from now on, which is the current one. */
    void of(Object current) {
        key = current;
    }

    @Override
    public Set<Long> registeredEventTimeTimers() throws Exception {
        if (eventTime == null) {
            eventTime = collect(timers::forEachEventTime);
        }
        return eventTime.getOrDefault(key, Set.of());
    }

    @Override
    public Set<Long> registeredProcessingTimeTimers() throws Exception {
        if (processingTime == null) {
            processingTime = collect(timers::forEachProcessingTime);
        }
        return processingTime.getOrDefault(key, Set.of());
    }

    private interface Visit {
        void all(TimerQueue.TimerAction<Void> action) throws Exception;
    }

    private Map<Object, Set<Long>> collect(Visit visit) throws Exception {
        Object current = states.key();
        int hash = states.keys().hash();
        Map<Object, Set<Long>> times = new HashMap<>();
        visit.all((time, none) ->
                times.computeIfAbsent(states.key(), of -> new TreeSet<>()).add(time));
        states.use(current, hash);
        return times;
    }
}
