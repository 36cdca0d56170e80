package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;
import java.util.Objects;

/**
 * Adds a deadline to another trigger: the window fires when the other one fires, and also when the clock has run for a time
 * after an element without that. By default the time counts from the first element since the last firing.
 */
public class ProcessingTimeoutTrigger<T, W extends Window> extends Trigger<T, W> {
    private static final long serialVersionUID = 1L;

    private final Trigger<T, W> inner;
    private final long patienceMs;
    private final boolean countsFromLatest;
    private final boolean forgetsWhenOver;
    private final ValueStateDescriptor<Long> deadline = new ValueStateDescriptor<>("deadline", LongSerializer.INSTANCE);

    private ProcessingTimeoutTrigger(
            Trigger<T, W> inner, long patienceMs, boolean countsFromLatest, boolean forgetsWhenOver) {
        if (patienceMs < 0) {
            throw new IllegalArgumentException(
                    "the timeout of a trigger is " + patienceMs + " ms, it must be positive");
        }
        this.inner = Objects.requireNonNull(inner, "nestedTrigger");
        this.patienceMs = patienceMs;
        this.countsFromLatest = countsFromLatest;
        this.forgetsWhenOver = forgetsWhenOver;
    }

    /**
     * Counts from the first element, and lets the other trigger forget its state when the time is over.
     *
     * @param timeout of the executor's clock, in whole milliseconds, not negative
     * @throws IllegalArgumentException if it is negative
     */
    public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(
            Trigger<T, W> nestedTrigger, Duration timeout) {
        return of(nestedTrigger, timeout, false, true);
    }

    /**
     * Makes the trigger.
     *
     * @param timeout of the executor's clock, in whole milliseconds, not negative
     * @param resetTimerOnNewRecord whether every element starts the time anew
     * @param shouldClearOnTimeout whether the other trigger forgets its state when the time is over
     * @throws IllegalArgumentException if the timeout is negative
     */
    public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(
            Trigger<T, W> nestedTrigger,
            Duration timeout,
            boolean resetTimerOnNewRecord,
            boolean shouldClearOnTimeout) {
        return new ProcessingTimeoutTrigger<>(
                nestedTrigger, timeout.toMillis(), resetTimerOnNewRecord, shouldClearOnTimeout);
    }

    @Override
    public TriggerResult onElement(T element, long timestamp, W window, TriggerContext ctx) throws Exception {
        TriggerResult said = cleared(inner.onElement(element, timestamp, window, ctx), window, ctx);
        if (!said.isFire()) {
            startTimer(ctx);
        }
        return said;
    }

    /** Sees to it that there is a timer. */
    private void startTimer(TriggerContext ctx) throws Exception {
        ValueState<Long> at = ctx.getPartitionedState(deadline);
        Long before = at.value();
        if (before != null && !countsFromLatest) {
            return;
        }
        if (before != null) {
            ctx.deleteProcessingTimeTimer(before);
        }
        long overMs = ctx.getCurrentProcessingTime() + patienceMs;
        ctx.registerProcessingTimeTimer(overMs);
        at.update(overMs);
    }

    /** What the other trigger said; its state and the timer are gone if it fires. */
    private TriggerResult cleared(TriggerResult said, W window, TriggerContext ctx) throws Exception {
        if (said.isFire()) {
            clear(window, ctx);
        }
        return said;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception {
        return cleared(inner.onEventTime(time, window, ctx), window, ctx);
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception {
        boolean purges = inner.onProcessingTime(time, window, ctx).isPurge();
        if (forgetsWhenOver) {
            clear(window, ctx);
        }
        return purges ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
    }

    @Override
    public void clear(W window, TriggerContext ctx) throws Exception {
        inner.clear(window, ctx);
        ValueState<Long> at = ctx.getPartitionedState(deadline);
        Long set = at.value();
        if (set != null) {
            at.clear();
            ctx.deleteProcessingTimeTimer(set);
        }
    }

    @Override
    public String toString() {
        return "ProcessingTimeoutTrigger(" + inner + ", " + patienceMs + " ms)";
    }
}
