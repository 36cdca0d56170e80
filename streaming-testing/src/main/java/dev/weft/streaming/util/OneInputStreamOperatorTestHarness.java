package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.List;
import java.util.function.Function;

/** Runs an operator with one input. */
@SuppressWarnings("try") // closing may be interrupted
public class OneInputStreamOperatorTestHarness<IN, OUT> extends AbstractStreamOperatorTestHarness<OUT> {

    /** The most instances that an operator has when nothing else is said. */
    static final int MAX_PARALLELISM = 128;

    /**
     * @param inputType of the elements
     * @param operator applies one operator to a stream: {@code stream -> stream.map(...)}
     */
    public OneInputStreamOperatorTestHarness(
            TypeInformation<IN> inputType, Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator) {
        this(inputType, operator, MAX_PARALLELISM, 1, 0);
    }

    /** @param subtask which of {@code parallelism} instances this is */
    public OneInputStreamOperatorTestHarness(
            TypeInformation<IN> inputType,
            Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator,
            int maxParallelism,
            int parallelism,
            int subtask) {
        super(underTest(inputType, operator), maxParallelism, parallelism, subtask);
    }

    @SuppressWarnings("unchecked") // the stream is of the type that is given with it
    static <IN, OUT> OperatorUnderTest underTest(
            TypeInformation<IN> inputType, Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator) {
        return OperatorUnderTest.of(List.of(inputType), streams -> operator.apply((DataStream<IN>) streams.get(0)));
    }

    public void processElement(IN value, long timestamp) throws Exception {
        processElement(new StreamRecord<>(value, timestamp));
    }

    public void processElement(StreamRecord<IN> element) throws Exception {
        feed(0, element);
    }

    public void processWatermark(long timestamp) throws Exception {
        feedWatermark(0, timestamp);
    }

    public void processWatermark(Watermark mark) throws Exception {
        processWatermark(mark.getTimestamp());
    }

    /** Says whether the input pauses. */
    public void processIdleness(boolean idle) throws Exception {
        feedIdleness(0, idle);
    }

    /** Ends the input by itself. */
    public void endInput() throws Exception {
        feedEnd(0);
    }
}
