package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.List;
import java.util.function.BiFunction;

/** Runs an operator with two inputs. */
@SuppressWarnings("try") // closing may be interrupted
public class TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> extends AbstractStreamOperatorTestHarness<OUT> {

    /** @param operator applies one operator: {@code (a, b) -> a.connect(b).map(...)} */
    public TwoInputStreamOperatorTestHarness(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator) {
        this(firstType, secondType, operator, OneInputStreamOperatorTestHarness.MAX_PARALLELISM, 1, 0);
    }

    /** @param subtask which of {@code parallelism} instances this is */
    public TwoInputStreamOperatorTestHarness(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator,
            int maxParallelism,
            int parallelism,
            int subtask) {
        super(underTest(firstType, secondType, operator), maxParallelism, parallelism, subtask);
    }

    @SuppressWarnings("unchecked") // the streams are of the types that are given with them
    private static <IN1, IN2, OUT> OperatorUnderTest underTest(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator) {
        return OperatorUnderTest.of(
                List.of(firstType, secondType),
                streams -> operator.apply((DataStream<IN1>) streams.get(0), (DataStream<IN2>) streams.get(1)));
    }

    public void processElement1(IN1 value, long timestamp) throws Exception {
        processElement1(new StreamRecord<>(value, timestamp));
    }

    public void processElement1(StreamRecord<IN1> element) throws Exception {
        feed(0, element);
    }

    public void processElement2(IN2 value, long timestamp) throws Exception {
        processElement2(new StreamRecord<>(value, timestamp));
    }

    public void processElement2(StreamRecord<IN2> element) throws Exception {
        feed(1, element);
    }

    public void processWatermark1(Watermark mark) throws Exception {
        feedWatermark(0, mark.getTimestamp());
    }

    public void processWatermark2(Watermark mark) throws Exception {
        feedWatermark(1, mark.getTimestamp());
    }

    public void processBothWatermarks(Watermark mark) throws Exception {
        processWatermark1(mark);
        processWatermark2(mark);
    }

    /** Says whether the first input pauses. */
    public void processIdleness1(boolean idle) throws Exception {
        feedIdleness(0, idle);
    }

    /** Says whether the second input pauses. */
    public void processIdleness2(boolean idle) throws Exception {
        feedIdleness(1, idle);
    }

    /** Ends the first input by itself. */
    public void endInput1() throws Exception {
        feedEnd(0);
    }

    /** Ends the second input by itself. */
    public void endInput2() throws Exception {
        feedEnd(1);
    }
}
