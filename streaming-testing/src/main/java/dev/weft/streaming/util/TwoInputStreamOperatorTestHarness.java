package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import java.util.List;
import java.util.function.BiFunction;

/** Test harness for an operator with two inputs. */
@SuppressWarnings("try") // closing may be interrupted
public class TwoInputStreamOperatorTestHarness<IN1, IN2, OUT> extends AbstractStreamOperatorTestHarness<OUT> {

    /** @param operator applies one operator: {@code (a, b) -> a.connect(b).map(...)} */
    public TwoInputStreamOperatorTestHarness(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator) {
        this(firstType, secondType, operator, OneInputStreamOperatorTestHarness.MAX_PARALLELISM, 1, 0);
    }

    /** @param subtask index of this instance among {@code parallelism} ones */
    public TwoInputStreamOperatorTestHarness(
            TypeInformation<IN1> firstType,
            TypeInformation<IN2> secondType,
            BiFunction<DataStream<IN1>, DataStream<IN2>, SingleOutputStreamOperator<OUT>> operator,
            int maxParallelism,
            int parallelism,
            int subtask) {
        super(underTest(firstType, secondType, operator), maxParallelism, parallelism, subtask);
    }

    /**
     * @param operator one that the user wrote, or of a function: {@code new CoStreamMap<>(...)}; its function is run as the
     *     very object that it is
     */
    public TwoInputStreamOperatorTestHarness(TwoInputStreamOperator<IN1, IN2, OUT> operator) {
        this(operator, OneInputStreamOperatorTestHarness.MAX_PARALLELISM, 1, 0);
    }

    /** @param subtaskIndex index of this instance among {@code numSubtasks} ones */
    public TwoInputStreamOperatorTestHarness(
            TwoInputStreamOperator<IN1, IN2, OUT> operator, int maxParallelism, int numSubtasks, int subtaskIndex) {
        this(
                itself(operator, new Partitioning.Forward(), new Partitioning.Forward()),
                maxParallelism,
                numSubtasks,
                subtaskIndex);
    }

    TwoInputStreamOperatorTestHarness(OperatorUnderTest operator, int maxParallelism, int parallelism, int subtask) {
        super(operator, maxParallelism, parallelism, subtask);
    }

    static OperatorUnderTest itself(
            TwoInputStreamOperator<?, ?, ?> operator, Partitioning firstSpread, Partitioning secondSpread) {
        return OperatorUnderTest.itself(
                SimpleOperatorFactory.of(operator),
                List.of(
                        new OperatorUnderTest.Stream(0, Copying.NONE, firstSpread),
                        new OperatorUnderTest.Stream(1, Copying.NONE, secondSpread)));
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

    /** Sets whether the first input is idle. */
    public void processWatermarkStatus1(WatermarkStatus status) throws Exception {
        feedStatus(0, status);
    }

    /** Sets whether the second input is idle. */
    public void processWatermarkStatus2(WatermarkStatus status) throws Exception {
        feedStatus(1, status);
    }

    /** Ends the first input. */
    public void endInput1() throws Exception {
        feedEnd(0);
    }

    /** Ends the second input. */
    public void endInput2() throws Exception {
        feedEnd(1);
    }
}
