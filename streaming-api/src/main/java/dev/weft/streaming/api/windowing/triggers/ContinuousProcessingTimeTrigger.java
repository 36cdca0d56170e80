package dev.weft.streaming.api.windowing.triggers;

import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;

/**
 * Fires a window again and again while the clock runs: from its first element on, at whole multiples of an interval since
 * 1970. Elements stay in the window, so that each firing sees all of them; wrap the trigger into a {@link PurgingTrigger} for
 * the new ones alone. The end of a window of event time does not fire. Windows may merge; the earliest of their next firings
 * counts then.
 */
public class ContinuousProcessingTimeTrigger<W extends Window> extends Trigger<Object, W> {
    private static final long serialVersionUID = 1L;

    private final Rhythm rhythm;

    private ContinuousProcessingTimeTrigger(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    /** As {@link #of(Duration)}. */
    public static <W extends Window> ContinuousProcessingTimeTrigger<W> of(Time interval) {
        return of(interval.toDuration());
    }

    /**
     * Makes the trigger.
     *
     * @param interval between two firings, in whole milliseconds of the executor's clock
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public static <W extends Window> ContinuousProcessingTimeTrigger<W> of(Duration interval) {
        return new ContinuousProcessingTimeTrigger<>(Rhythm.ofTheClock(interval));
    }

    /** The time between two firings, in milliseconds. */
    public long getInterval() {
        return rhythm.periodMs();
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) throws Exception {
        rhythm.begin(ctx.getCurrentProcessingTime(), window, ctx);
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception {
        boolean its = rhythm.take(time, ctx);
        if (its) {
            rhythm.goOn(time, window, ctx);
        }
        return its ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception {
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
        return "ContinuousProcessingTimeTrigger(" + rhythm.periodMs() + " ms)";
    }
}
