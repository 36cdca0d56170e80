package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReadOnlyBroadcastState;
import dev.weft.util.OutputTag;

/**
 * What the functions over a stream and a broadcast stream share. Each instance has the broadcast state whole: elements of
 * the broadcast side change it, and must change it alike in every instance; elements of the other side only read it.
 */
public abstract class BaseBroadcastProcessFunction extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /** What is known of the current element; valid during the call only. */
    abstract class BaseContext {
        /** The element's timestamp in milliseconds, or null when it has none. */
        public abstract Long timestamp();

        /** Emits to a side output. */
        public abstract <X> void output(OutputTag<X> outputTag, X value);

        /** The machine's time, in milliseconds since the epoch. */
        public abstract long currentProcessingTime();

        /** The last watermark, or {@link Long#MIN_VALUE} before the first. */
        public abstract long currentWatermark();
    }

    /** For elements of the broadcast side. */
    public abstract class Context extends BaseContext {
        /** The broadcast state of that descriptor, which must be one of those that the stream was broadcast with. */
        public abstract <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor);
    }

    /** For elements of the other side. */
    public abstract class ReadOnlyContext extends BaseContext {
        /** The broadcast state of that descriptor, which must be one of those that the stream was broadcast with. */
        public abstract <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor);
    }
}
