package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.functions.windowing.delta.DeltaFunction;
import dev.weft.streaming.api.windowing.windows.Window;
import java.util.Objects;

/**
 * Fires a window when an element is further than a threshold from a reference: the element that fired last, at first the
 * window's first element, which does not fire itself. The reference of each window is state. Windows that merge cannot have this
 * trigger.
 */
public class DeltaTrigger<T, W extends Window> extends Trigger<T, W> {
    private static final long serialVersionUID = 1L;

    private final DeltaFunction<T> distance;
    private final double limit;
    private final ValueStateDescriptor<T> reference;

    private DeltaTrigger(double limit, DeltaFunction<T> distance, TypeSerializer<T> serializer) {
        this.distance = Objects.requireNonNull(distance, "deltaFunction");
        this.limit = limit;
        this.reference = new ValueStateDescriptor<>("reference-element", serializer);
    }

    /**
     * Makes the trigger.
     *
     * @param threshold a distance above it fires, an equal one does not
     * @param deltaFunction the distance from the reference to an element, in this order
     * @param stateSerializer of the elements, one of which is kept for each window
     */
    public static <T, W extends Window> DeltaTrigger<T, W> of(
            double threshold, DeltaFunction<T> deltaFunction, TypeSerializer<T> stateSerializer) {
        return new DeltaTrigger<>(threshold, deltaFunction, stateSerializer);
    }

    @Override
    public TriggerResult onElement(T element, long timestamp, W window, TriggerContext ctx) throws Exception {
        ValueState<T> kept = ctx.getPartitionedState(reference);
        T before = kept.value();
        boolean isFar = before != null && distance.getDelta(before, element) > limit;
        if (before == null || isFar) {
            kept.update(element);
        }
        return isFar ? TriggerResult.FIRE : TriggerResult.CONTINUE;
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
    public void clear(W window, TriggerContext ctx) throws Exception {
        ctx.getPartitionedState(reference).clear();
    }

    @Override
    public String toString() {
        return "DeltaTrigger(" + limit + ", " + distance + ")";
    }
}
