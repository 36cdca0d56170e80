package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;

/** Fires with every interval of event time, at whole multiples of it, and when the watermark has passed the window. */
public class ContinuousEventTimeTrigger<W extends Window> extends Trigger<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long interval;
    private final ReducingStateDescriptor<Long> stateDesc =
            new ReducingStateDescriptor<>("fire-time", new Min(), LongSerializer.INSTANCE);

    private ContinuousEventTimeTrigger(long interval) {
        if (interval < 1) {
            throw new IllegalArgumentException(
                    "the interval of a continuous trigger is " + interval + " ms, it must be at least 1 ms");
        }
        this.interval = interval;
    }

    public static <W extends Window> ContinuousEventTimeTrigger<W> of(Time interval) {
        return new ContinuousEventTimeTrigger<>(interval.toMilliseconds());
    }

    public static <W extends Window> ContinuousEventTimeTrigger<W> of(Duration interval) {
        return new ContinuousEventTimeTrigger<>(interval.toMillis());
    }

    public long getInterval() {
        return interval;
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) throws Exception {
        if (window.maxTimestamp() <= ctx.getCurrentWatermark()) {
            return TriggerResult.FIRE;
        }
        ctx.registerEventTimeTimer(window.maxTimestamp());
        ReducingState<Long> fireTime = ctx.getPartitionedState(stateDesc);
        if (fireTime.get() == null) {
            fireNextAfter(timestamp - Math.floorMod(timestamp, interval), window, ctx, fireTime);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception {
        if (time == window.maxTimestamp()) {
            return TriggerResult.FIRE;
        }
        ReducingState<Long> fireTime = ctx.getPartitionedState(stateDesc);
        Long set = fireTime.get();
        if (set == null || set != time) {
            return TriggerResult.CONTINUE;
        }
        fireTime.clear();
        // a window without an end fires once more when all time is over, not at every interval until then
        boolean over = window.maxTimestamp() == Long.MAX_VALUE && ctx.getCurrentWatermark() == Long.MAX_VALUE;
        fireNextAfter(over ? Long.MAX_VALUE - interval : time, window, ctx, fireTime);
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception {
        return TriggerResult.CONTINUE;
    }

    private void fireNextAfter(long time, W window, TriggerContext ctx, ReducingState<Long> fireTime) throws Exception {
        long next = Math.min(time + interval, window.maxTimestamp());
        fireTime.add(next);
        ctx.registerEventTimeTimer(next);
    }

    @Override
    public void clear(W window, TriggerContext ctx) throws Exception {
        ReducingState<Long> fireTime = ctx.getPartitionedState(stateDesc);
        Long set = fireTime.get();
        if (set != null) {
            ctx.deleteEventTimeTimer(set);
            fireTime.clear();
        }
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(W window, OnMergeContext ctx) throws Exception {
        ctx.mergePartitionedState(stateDesc);
        Long set = ctx.getPartitionedState(stateDesc).get();
        if (set != null) {
            ctx.registerEventTimeTimer(set);
        }
    }

    @Override
    public String toString() {
        return "ContinuousEventTimeTrigger(" + interval + ")";
    }

    private static class Min implements ReduceFunction<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long reduce(Long value1, Long value2) throws Exception {
            return Math.min(value1, value2);
        }
    }
}
