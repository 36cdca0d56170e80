package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;
import java.util.Objects;

/**
 * Another trigger, which fires too when it has not fired for a time after an element: by default after the first
 * element, else after the latest.
 */
public class ProcessingTimeoutTrigger<T, W extends Window> extends Trigger<T, W> {
    private static final long serialVersionUID = 1L;

    private final Trigger<T, W> nestedTrigger;
    private final long timeoutMs;
    private final boolean resetTimerOnNewRecord;
    private final boolean shouldClearOnTimeout;
    private final ValueStateDescriptor<Long> timeoutStateDesc =
            new ValueStateDescriptor<>("timeout", LongSerializer.INSTANCE);

    private ProcessingTimeoutTrigger(
            Trigger<T, W> nestedTrigger, long timeoutMs, boolean resetTimerOnNewRecord, boolean shouldClearOnTimeout) {
        if (timeoutMs < 0) {
            throw new IllegalArgumentException("the timeout of a trigger is " + timeoutMs + " ms, it must be positive");
        }
        this.nestedTrigger = Objects.requireNonNull(nestedTrigger, "nestedTrigger");
        this.timeoutMs = timeoutMs;
        this.resetTimerOnNewRecord = resetTimerOnNewRecord;
        this.shouldClearOnTimeout = shouldClearOnTimeout;
    }

    public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(
            Trigger<T, W> nestedTrigger, Duration timeout) {
        return new ProcessingTimeoutTrigger<>(nestedTrigger, timeout.toMillis(), false, true);
    }

    /**
     * @param resetTimerOnNewRecord whether every element starts the time anew
     * @param shouldClearOnTimeout whether the other trigger forgets its state when the time is over
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
        TriggerResult result = nestedTrigger.onElement(element, timestamp, window, ctx);
        if (result.isFire()) {
            clear(window, ctx);
            return result;
        }
        ValueState<Long> timeout = ctx.getPartitionedState(timeoutStateDesc);
        Long set = timeout.value();
        if (set == null || resetTimerOnNewRecord) {
            if (set != null) {
                ctx.deleteProcessingTimeTimer(set);
            }
            long next = ctx.getCurrentProcessingTime() + timeoutMs;
            timeout.update(next);
            ctx.registerProcessingTimeTimer(next);
        }
        return result;
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception {
        TriggerResult result = nestedTrigger.onProcessingTime(time, window, ctx);
        if (shouldClearOnTimeout) {
            clear(window, ctx);
        }
        return result.isPurge() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception {
        TriggerResult result = nestedTrigger.onEventTime(time, window, ctx);
        if (result.isFire()) {
            clear(window, ctx);
        }
        return result;
    }

    @Override
    public void clear(W window, TriggerContext ctx) throws Exception {
        ValueState<Long> timeout = ctx.getPartitionedState(timeoutStateDesc);
        Long set = timeout.value();
        if (set != null) {
            ctx.deleteProcessingTimeTimer(set);
            timeout.clear();
        }
        nestedTrigger.clear(window, ctx);
    }

    @Override
    public String toString() {
        return "ProcessingTimeoutTrigger(" + nestedTrigger + ", " + timeoutMs + " ms)";
    }
}
