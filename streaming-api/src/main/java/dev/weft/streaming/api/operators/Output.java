package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;

/** Where an operator emits: records, and what it has to say about time. On the task's thread. */
public interface Output<T> extends Collector<T> {
    /** Sends a watermark to everything behind the operator. */
    void emitWatermark(Watermark mark);

    /** Tells everything behind the operator that the stream pauses, or goes on. */
    void emitWatermarkStatus(WatermarkStatus watermarkStatus);

    /** To a side output; dropped when nobody reads it. */
    <X> void collect(OutputTag<X> outputTag, StreamRecord<X> record);
}
