package dev.weft.streaming.util;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import java.util.List;

/** Test harness for an operator on a stream and a broadcast stream. */
@SuppressWarnings("try") // closing may be interrupted
public abstract class AbstractBroadcastStreamOperatorTestHarness<IN1, IN2, OUT>
        extends AbstractStreamOperatorTestHarness<OUT> {

    AbstractBroadcastStreamOperatorTestHarness(Operation operation, Partitioning spread) {
        super(
                OperatorUnderTest.itself(
                        operation,
                        List.of(
                                new OperatorUnderTest.Stream(0, Copying.NONE, spread),
                                new OperatorUnderTest.Stream(1, Copying.NONE, new Partitioning.Broadcast()))),
                OneInputStreamOperatorTestHarness.MAX_PARALLELISM,
                1,
                0);
    }

    public void processElement(StreamRecord<IN1> element) throws Exception {
        feed(0, element);
    }

    public void processElement(IN1 value, long timestamp) throws Exception {
        processElement(new StreamRecord<>(value, timestamp));
    }

    public void processBroadcastElement(StreamRecord<IN2> element) throws Exception {
        feed(1, element);
    }

    public void processBroadcastElement(IN2 value, long timestamp) throws Exception {
        processBroadcastElement(new StreamRecord<>(value, timestamp));
    }

    public void processWatermark(Watermark mark) throws Exception {
        feedWatermark(0, mark.getTimestamp());
    }

    public void processWatermark(long timestamp) throws Exception {
        feedWatermark(0, timestamp);
    }

    public void processBroadcastWatermark(Watermark mark) throws Exception {
        feedWatermark(1, mark.getTimestamp());
    }

    public void processBroadcastWatermark(long timestamp) throws Exception {
        feedWatermark(1, timestamp);
    }

    /** Sets whether the stream is idle. */
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        feedStatus(0, status);
    }

    /** Sets whether the broadcast stream is idle. */
    public void processBroadcastWatermarkStatus(WatermarkStatus status) throws Exception {
        feedStatus(1, status);
    }

    /** Ends the stream. */
    public void endInput() throws Exception {
        feedEnd(0);
    }

    /** Ends the broadcast stream. */
    public void endBroadcastInput() throws Exception {
        feedEnd(1);
    }

    /** Returns a broadcast state of the function. */
    public <KEY, VALUE> BroadcastState<KEY, VALUE> getBroadcastState(MapStateDescriptor<KEY, VALUE> stateDescriptor)
            throws Exception {
        return state().unkeyed().getBroadcastState(stateDescriptor);
    }
}
