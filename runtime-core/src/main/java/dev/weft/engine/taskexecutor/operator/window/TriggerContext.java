package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.MergingState;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.metrics.MetricGroup;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.Serializable;
import java.util.List;

/**
 * The context of triggers and evictors: time, and the timers and trigger state of the current key in one window at a
 * time. The trigger may register a timer at the very time at which the window is dropped; deleting that one does not
 * delete the engine's own.
 */
final class TriggerContext implements Trigger.OnMergeContext, Evictor.EvictorContext {

    private final Trigger<Object, Window> trigger;
    private final KeyedStates states;
    private final Namespaces<Window> namespaces;
    private final KeyedTimers<Window> timers;
    private final WindowEnvironment environment;
    private final Cleanup cleanup;
    private Window window;
    private List<Window> merged = List.of();

    /** Tells at which times windows are dropped. */
    interface Cleanup {
        boolean isAt(long time, boolean eventTime, Window window);
    }

    TriggerContext(
            Trigger<Object, Window> trigger,
            KeyedStates states,
            Namespaces<Window> namespaces,
            KeyedTimers<Window> timers,
            Cleanup cleanup,
            WindowEnvironment environment) {
        this.trigger = trigger;
        this.states = states;
        this.namespaces = namespaces;
        this.timers = timers;
        this.cleanup = cleanup;
        this.environment = environment;
    }

    /** This context, switched to another window. */
    TriggerContext of(Window newWindow) {
        window = newWindow;
        return this;
    }

    /** Sets the windows that have just merged, whose trigger state {@code onMerge} may read. */
    void merged(List<Window> windows) {
        merged = windows;
    }

    @Override
    public long getCurrentProcessingTime() {
        return timers.currentProcessingTime();
    }

    @Override
    public MetricGroup getMetricGroup() {
        return environment.metrics();
    }

    @Override
    public long getCurrentWatermark() {
        return timers.currentWatermark();
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        timers.registerProcessingTime(time, window);
    }

    @Override
    public void registerEventTimeTimer(long time) {
        timers.registerEventTime(time, window);
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        if (!cleanup.isAt(time, false, window)) {
            timers.deleteProcessingTime(time, window);
        }
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        if (!cleanup.isAt(time, true, window)) {
            timers.deleteEventTime(time, window);
        }
    }

    @Override
    public <S extends State> S getPartitionedState(StateDescriptor<S, ?> descriptor) {
        return states.state(descriptor, namespaces).in(window);
    }

    @Override
    public <S extends Serializable> ValueState<S> getKeyValueState(String name, Class<S> type, S defaultState) {
        return getKeyValueState(name, TypeInformation.of(type), defaultState);
    }

    @Override
    public <S extends Serializable> ValueState<S> getKeyValueState(
            String name, TypeInformation<S> type, S defaultState) {
        ValueState<S> state = getPartitionedState(new ValueStateDescriptor<>(name, type));
        return new WithDefault<>(state, defaultState);
    }

    /** A value state with a default value. */
    private record WithDefault<S>(ValueState<S> state, S initial) implements ValueState<S> {
        @Override
        public S value() throws java.io.IOException {
            S value = state.value();
            return value == null ? initial : value;
        }

        @Override
        public void update(S value) throws java.io.IOException {
            state.update(value);
        }

        @Override
        public void clear() {
            state.clear();
        }
    }

    @Override
    public <S extends MergingState<?, ?>> void mergePartitionedState(StateDescriptor<S, ?> descriptor) {
        try {
            states.state(descriptor, namespaces).merge(window, merged);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the state '" + descriptor.getName() + "' of " + trigger + " cannot be merged: " + e.getMessage(),
                    e);
        }
    }
}
