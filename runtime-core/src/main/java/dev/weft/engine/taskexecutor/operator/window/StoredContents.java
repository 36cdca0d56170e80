package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.MapState;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.TimersByKey;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@link TriggeredWindows} stores: the contents of each window, and its timers. */
final class StoredContents extends StoredWindows {

    private final WindowContent content;
    /** Where the contents of each window are, if windows merge. */
    private final Optional<NamespacedState<MapState<Window, Window>, Void>> homes;

    private final TimersByKey<Window> timers;

    /** @param merging whether the windows merge */
    @SuppressWarnings("unchecked") // the program has matched assigner, trigger and elements
    StoredContents(Operation.Window operation, boolean merging, WindowEnvironment environment) {
        super(operation, merging, environment);
        KeyedTimers<Window> ofWindows =
                states().timers(TriggeredWindows.TIMERS, namespaces(), environment.clock(), (domain, time) -> {});
        TriggerContext evictors = new TriggerContext(
                (Trigger<Object, Window>) operation.windowing().trigger(),
                states(),
                namespaces(),
                ofWindows,
                (time, ofEventTime, window) -> false,
                environment);
        this.timers = new TimersByKey<>(states(), ofWindows);
        this.content = WindowContent.of(operation, namespaces(), evictors, call(), environment);
        this.homes = merging
                ? Optional.of(states().state(MergingSet.descriptor(namespaces().serializer()), Namespaces.NONE))
                : Optional.empty();
    }

    @Override
    public void forEach() throws Exception {
        if (homes.isPresent()) {
            forEachMerged(homes.get());
        } else {
            content.forEach((key, window) -> fire(key, window, window));
        }
    }

    private void forEachMerged(NamespacedState<MapState<Window, Window>, Void> windows) throws Exception {
        windows.forEachKey(null, key -> {
            Map<Window, Window> ofKey = new HashMap<>();
            windows.undivided().entries().forEach(entry -> ofKey.put(entry.getKey(), entry.getValue()));
            for (Map.Entry<Window, Window> window : ofKey.entrySet()) {
                fire(key, window.getKey(), window.getValue());
            }
        });
    }

    private void fire(Object key, Window window, Window home) throws Exception {
        current(window, false);
        content.fire(key, window, home);
    }

    @Override
    public Set<Long> eventTimeTimers() throws Exception {
        return timers.eventTime(window());
    }

    @Override
    public Set<Long> processingTimeTimers() throws Exception {
        return timers.processingTime(window());
    }
}
