package dev.weft.streaming.api.windowing.triggers;

import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;

/**
 * Fires a window again and again while event time passes: whenever the watermark reaches a whole multiple of an interval, and
 * at last when it has passed the window. Elements stay in the window, so that each firing sees all of them; wrap the trigger
 * into a {@link PurgingTrigger} for the new ones alone. An element of a window that is over already, within the allowed lateness,
 * fires at once.
 *
 * <p>A window without an end fires once more when the last watermark comes. Windows may merge; the earliest of their next
 * firings counts then.
 */
public class ContinuousEventTimeTrigger<W extends Window> extends Trigger<Object, W> {
    private static final long serialVersionUID = 1L;

    private final Rhythm rhythm;

    private ContinuousEventTimeTrigger(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    /** As {@link #of(Duration)}. */
    public static <W extends Window> ContinuousEventTimeTrigger<W> of(Time interval) {
        return of(interval.toDuration());
    }

    /**
     * Makes the trigger.
     *
     * @param interval between two firings, in whole milliseconds
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public static <W extends Window> ContinuousEventTimeTrigger<W> of(Duration interval) {
        return new ContinuousEventTimeTrigger<>(Rhythm.ofEventTime(interval));
    }

    /** The time between two firings, in milliseconds. */
    public long getInterval() {
        return rhythm.periodMs();
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) throws Exception {
        long endMs = window.maxTimestamp();
        boolean late = endMs <= ctx.getCurrentWatermark();
        if (!late) {
            ctx.registerEventTimeTimer(endMs);
            rhythm.begin(timestamp, window, ctx);
        }
        return late ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception {
        long endMs = window.maxTimestamp();
        if (time != endMs) {
            if (!rhythm.take(time, ctx)) {
                return TriggerResult.CONTINUE;
            }
            if (endMs == Long.MAX_VALUE && ctx.getCurrentWatermark() == Long.MAX_VALUE) {
                rhythm.goOnAtTheEnd(window, ctx);
            } else {
                rhythm.goOn(time, window, ctx);
            }
        }
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception {
        return TriggerResult.CONTINUE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(W window, OnMergeContext ctx) throws Exception {
        rhythm.merge(ctx);
    }

    @Override
    public void clear(W window, TriggerContext ctx) throws Exception {
        rhythm.end(ctx);
    }

    @Override
    public String toString() {
        return "ContinuousEventTimeTrigger(" + rhythm.periodMs() + " ms)";
    }
}
