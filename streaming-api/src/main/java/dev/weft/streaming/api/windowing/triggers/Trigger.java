package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.state.MergingState;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.metrics.MetricGroup;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.Serializable;

/**
 * Says when a window is evaluated. One trigger serves all windows, so it keeps nothing in fields: what it must remember
 * of a window goes into partitioned state, which belongs to one key and window.
 *
 * @param <T> the elements
 * @param <W> the windows
 */
public abstract class Trigger<T, W extends Window> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Called for every element that a window takes, after the window has taken it. */
    public abstract TriggerResult onElement(T element, long timestamp, W window, TriggerContext ctx) throws Exception;

    /** Called when a processing-time timer fires that this trigger has set. */
    public abstract TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception;

    /** Called when an event-time timer fires that this trigger has set. */
    public abstract TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception;

    /** Whether the trigger can serve windows that merge; then it has {@link #onMerge}. */
    public boolean canMerge() {
        return false;
    }

    /** Called when windows have become this one: puts their state together and sets the timers of the new window. */
    public void onMerge(W window, OnMergeContext ctx) throws Exception {
        throw new UnsupportedOperationException(
                getClass().getName() + " does not say what to do when windows merge: it must override onMerge");
    }

    /** Drops state and timers of a window that is gone. */
    public abstract void clear(W window, TriggerContext ctx) throws Exception;

    /** The surroundings of a trigger; timers and state belong to the current key and window. */
    public interface TriggerContext {
        /** The machine's time, in milliseconds since the epoch. */
        long getCurrentProcessingTime();

        /** Where the trigger registers metrics. */
        MetricGroup getMetricGroup();

        /** {@code Long.MIN_VALUE} before the first watermark. */
        long getCurrentWatermark();

        /** Setting a timer again does nothing. */
        void registerProcessingTimeTimer(long time);

        /** Calls {@link Trigger#onEventTime} for this window when the watermark has reached the time. */
        void registerEventTimeTimer(long time);

        /** Removes a timer of this window; without effect if there is none. */
        void deleteProcessingTimeTimer(long time);

        /** Removes a timer of this window; without effect if there is none. */
        void deleteEventTimeTimer(long time);

        /** State of this window and the current key; to be cleared in {@link Trigger#clear}. */
        <S extends State> S getPartitionedState(StateDescriptor<S, ?> stateDescriptor);

        /** A value of this window and the current key; an older form of {@link #getPartitionedState}. */
        <S extends Serializable> ValueState<S> getKeyValueState(String name, Class<S> stateType, S defaultState);

        /** A value of this window and the current key; an older form of {@link #getPartitionedState}. */
        <S extends Serializable> ValueState<S> getKeyValueState(
                String name, TypeInformation<S> stateType, S defaultState);
    }

    /** The surroundings while windows merge. */
    public interface OnMergeContext extends TriggerContext {
        /** Puts the state of the merged windows into that of the new one. */
        <S extends MergingState<?, ?>> void mergePartitionedState(StateDescriptor<S, ?> stateDescriptor);
    }
}
