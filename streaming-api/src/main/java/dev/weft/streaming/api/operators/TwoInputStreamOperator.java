package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;

/** An operator with two inputs. The engine tells both of a watermark when it is that of both. */
public interface TwoInputStreamOperator<IN1, IN2, OUT> extends StreamOperator<OUT> {
    /** Takes an element of the first input. The record object may be reused after the call. */
    void processElement1(StreamRecord<IN1> element) throws Exception;

    /** Takes an element of the second input. The record object may be reused after the call. */
    void processElement2(StreamRecord<IN2> element) throws Exception;

    /** Takes a watermark of the first input. */
    void processWatermark1(Watermark mark) throws Exception;

    /** Takes a watermark of the second input. */
    void processWatermark2(Watermark mark) throws Exception;

    /** Hears that the first input pauses, or goes on. */
    void processWatermarkStatus1(WatermarkStatus watermarkStatus) throws Exception;

    /** Hears that the second input pauses, or goes on. */
    void processWatermarkStatus2(WatermarkStatus watermarkStatus) throws Exception;
}
