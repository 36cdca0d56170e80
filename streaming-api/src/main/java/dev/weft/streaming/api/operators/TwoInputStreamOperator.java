package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;

/** An operator with two inputs. The engine tells both of a watermark when it is that of both. */
public interface TwoInputStreamOperator<IN1, IN2, OUT> extends StreamOperator<OUT> {
    void processElement1(StreamRecord<IN1> element) throws Exception;

    void processElement2(StreamRecord<IN2> element) throws Exception;

    void processWatermark1(Watermark mark) throws Exception;

    void processWatermark2(Watermark mark) throws Exception;

    void processWatermarkStatus1(WatermarkStatus watermarkStatus) throws Exception;

    void processWatermarkStatus2(WatermarkStatus watermarkStatus) throws Exception;
}
