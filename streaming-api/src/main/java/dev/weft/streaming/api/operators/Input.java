package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;

/** What comes to an operator. On a keyed stream the record's key is current. */
public interface Input<IN> {
    void processElement(StreamRecord<IN> element) throws Exception;

    void processWatermark(Watermark mark) throws Exception;

    void processWatermarkStatus(WatermarkStatus watermarkStatus) throws Exception;

    /** The engine makes keys current itself. */
    default void setKeyContextElement(StreamRecord<IN> record) throws Exception {}
}
