package dev.weft.streaming.util;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperatorFactory;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import java.util.List;
import java.util.function.Function;

/** Test harness for an operator with one input. */
@SuppressWarnings("try") // closing may be interrupted
public class OneInputStreamOperatorTestHarness<IN, OUT> extends AbstractStreamOperatorTestHarness<OUT> {

    /** Default of the max parallelism. */
    static final int MAX_PARALLELISM = 128;

    /**
     * @param inputType of the elements
     * @param operator applies one operator to a stream: {@code stream -> stream.map(...)}
     */
    public OneInputStreamOperatorTestHarness(
            TypeInformation<IN> inputType, Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator) {
        this(inputType, operator, MAX_PARALLELISM, 1, 0);
    }

    /** @param subtask index of this instance among {@code parallelism} ones */
    public OneInputStreamOperatorTestHarness(
            TypeInformation<IN> inputType,
            Function<DataStream<IN>, SingleOutputStreamOperator<OUT>> operator,
            int maxParallelism,
            int parallelism,
            int subtask) {
        super(underTest(inputType, operator), maxParallelism, parallelism, subtask);
    }

    /**
     * @param operator one that the user wrote, or of a function: {@code new StreamMap<>(...)}; its function is run as the
     *     very object that it is
     */
    public OneInputStreamOperatorTestHarness(OneInputStreamOperator<IN, OUT> operator) {
        this(operator, MAX_PARALLELISM, 1, 0);
    }

    /** @param typeSerializerIn serializer by which elements are copied */
    public OneInputStreamOperatorTestHarness(
            OneInputStreamOperator<IN, OUT> operator, TypeSerializer<IN> typeSerializerIn) {
        this(
                itself(SimpleOperatorFactory.of(operator), Copying.by(typeSerializerIn), new Partitioning.Forward()),
                MAX_PARALLELISM,
                1,
                0);
    }

    /** @param subtaskIndex index of this instance among {@code parallelism} ones */
    public OneInputStreamOperatorTestHarness(
            OneInputStreamOperator<IN, OUT> operator, int maxParallelism, int parallelism, int subtaskIndex) {
        this(
                itself(SimpleOperatorFactory.of(operator), Copying.NONE, new Partitioning.Forward()),
                maxParallelism,
                parallelism,
                subtaskIndex);
    }

    /** @param factory creates the operator */
    public OneInputStreamOperatorTestHarness(OneInputStreamOperatorFactory<IN, OUT> factory) {
        this(itself(factory, Copying.NONE, new Partitioning.Forward()), MAX_PARALLELISM, 1, 0);
    }

    OneInputStreamOperatorTestHarness(OperatorUnderTest operator, int maxParallelism, int parallelism, int subtask) {
        super(operator, maxParallelism, parallelism, subtask);
    }

    static OperatorUnderTest itself(StreamOperatorFactory<?> factory, Copying copying, Partitioning spread) {
        return OperatorUnderTest.itself(factory, List.of(new OperatorUnderTest.Stream(0, copying, spread)));
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

    /** Sets whether the input is idle. */
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        feedStatus(0, status);
    }

    /** Ends the input. */
    public void endInput() throws Exception {
        feedEnd(0);
    }
}
