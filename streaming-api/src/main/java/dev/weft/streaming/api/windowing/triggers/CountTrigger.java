package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.streaming.api.windowing.windows.Window;

/**
 * Fires a window with every so many elements that it got, whatever their timestamps. Elements stay in the window; wrap the
 * trigger into a {@link PurgingTrigger} to begin anew with each firing. What is left over when a window ends does not fire.
 * Windows may merge; their counts are added up then.
 */
public class CountTrigger<W extends Window> extends Trigger<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long every;
    private final ReducingStateDescriptor<Long> seen;

    private CountTrigger(long every) {
        if (every < 1) {
            throw new IllegalArgumentException(
                    "a count trigger would fire with every " + every + " elements, it must be at least 1");
        }
        this.every = every;
        ReduceFunction<Long> plus = Long::sum;
        this.seen = new ReducingStateDescriptor<>("elements-since-firing", plus, LongSerializer.INSTANCE);
    }

    /**
     * Makes the trigger.
     *
     * @param maxCount how many elements make it fire, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static <W extends Window> CountTrigger<W> of(long maxCount) {
        return new CountTrigger<>(maxCount);
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, W window, TriggerContext ctx) throws Exception {
        ReducingState<Long> sinceFiring = ctx.getPartitionedState(seen);
        Long before = sinceFiring.get();
        if (before != null && before + 1 >= every || every == 1) {
            sinceFiring.clear();
            return TriggerResult.FIRE;
        }
        sinceFiring.add(1L);
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception {
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, TriggerContext ctx) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(W window, OnMergeContext ctx) throws Exception {
        ctx.mergePartitionedState(seen);
    }

    @Override
    public void clear(W window, TriggerContext ctx) throws Exception {
        ctx.getPartitionedState(seen).clear();
    }

    @Override
    public String toString() {
        return "CountTrigger(" + every + ")";
    }
}
