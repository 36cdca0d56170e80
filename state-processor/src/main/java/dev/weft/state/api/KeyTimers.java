package dev.weft.state.api;

import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.TimersByKey;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import java.util.Set;

/** The timers that a process function has for the current key. */
final class KeyTimers implements KeyedStateReaderFunction.Context {

    /** The name under which process functions have their timers. */
    static final String NAME = "user";

    private final TimersByKey<Void> timers;

    KeyTimers(KeyedStates states) {
        this.timers = new TimersByKey<>(
                states, states.timers(NAME, Namespaces.NONE, KeyedReading.stoppedClock(), (domain, time) -> {}));
    }

    @Override
    public Set<Long> registeredEventTimeTimers() throws Exception {
        return timers.eventTime(null);
    }

    @Override
    public Set<Long> registeredProcessingTimeTimers() throws Exception {
        return timers.processingTime(null);
    }
}
