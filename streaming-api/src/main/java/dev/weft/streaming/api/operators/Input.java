package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;

/** What comes to an operator. On a keyed stream the record's key is current. */
public interface Input<IN> {
    /** Takes an element; on a keyed stream the current key is set. The record object may be reused after the call. */
    void processElement(StreamRecord<IN> element) throws Exception;

    /** Takes a watermark: no element with a timestamp at or before it is to come, except late ones. */
    void processWatermark(Watermark mark) throws Exception;

    /** Hears that the input pauses, or goes on. */
    void processWatermarkStatus(WatermarkStatus watermarkStatus) throws Exception;

    /** The engine makes keys current itself. */
    default void setKeyContextElement(StreamRecord<IN> record) throws Exception {}
}
