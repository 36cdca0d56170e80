package dev.weft.streaming.api.datastream;

import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.Operation;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.transformations.OutputType;
import java.util.List;
import java.util.Objects;

/** A stream beside a broadcast stream. */
public class BroadcastConnectedStream<IN1, IN2> {
    private final StreamExecutionEnvironment environment;
    private final DataStream<IN1> nonBroadcastStream;
    private final BroadcastStream<IN2> broadcastStream;
    private final List<MapStateDescriptor<?, ?>> broadcastStateDescriptors;

    protected BroadcastConnectedStream(
            StreamExecutionEnvironment env,
            DataStream<IN1> input1,
            BroadcastStream<IN2> input2,
            List<MapStateDescriptor<?, ?>> broadcastStateDescriptors) {
        this.environment = Objects.requireNonNull(env, "env");
        this.nonBroadcastStream = Objects.requireNonNull(input1, "input1");
        this.broadcastStream = Objects.requireNonNull(input2, "input2");
        this.broadcastStateDescriptors = List.copyOf(broadcastStateDescriptors);
    }

    public StreamExecutionEnvironment getExecutionEnvironment() {
        return environment;
    }

    public DataStream<IN1> getFirstInput() {
        return nonBroadcastStream;
    }

    public BroadcastStream<IN2> getSecondInput() {
        return broadcastStream;
    }

    public TypeInformation<IN1> getType1() {
        return nonBroadcastStream.getType();
    }

    public TypeInformation<IN2> getType2() {
        return broadcastStream.getType();
    }

    /** The first stream must be keyed. */
    public <KEY, OUT> SingleOutputStreamOperator<OUT> process(
            KeyedBroadcastProcessFunction<KEY, IN1, IN2, OUT> function) {
        return keyed(
                OutputTypes.of(
                        function, KeyedBroadcastProcessFunction.class, 3, nonBroadcastStream, broadcastStream.stream()),
                function);
    }

    /** The first stream must be keyed. */
    public <KEY, OUT> SingleOutputStreamOperator<OUT> process(
            KeyedBroadcastProcessFunction<KEY, IN1, IN2, OUT> function, TypeInformation<OUT> outTypeInfo) {
        return keyed(OutputType.of(outTypeInfo), function);
    }

    private <OUT> SingleOutputStreamOperator<OUT> keyed(
            OutputType<OUT> type, KeyedBroadcastProcessFunction<?, IN1, IN2, OUT> function) {
        if (!(nonBroadcastStream instanceof KeyedStream)) {
            throw new UnsupportedOperationException("a KeyedBroadcastProcessFunction needs a keyed stream: call"
                    + " keyBy(...) before connect(...), or use a BroadcastProcessFunction");
        }
        return operator(type, new Operation.KeyedBroadcastProcess(clean(function), broadcastStateDescriptors));
    }

    /** The first stream must not be keyed. */
    public <OUT> SingleOutputStreamOperator<OUT> process(BroadcastProcessFunction<IN1, IN2, OUT> function) {
        return unkeyed(
                OutputTypes.of(
                        function, BroadcastProcessFunction.class, 2, nonBroadcastStream, broadcastStream.stream()),
                function);
    }

    /** The first stream must not be keyed. */
    public <OUT> SingleOutputStreamOperator<OUT> process(
            BroadcastProcessFunction<IN1, IN2, OUT> function, TypeInformation<OUT> outTypeInfo) {
        return unkeyed(OutputType.of(outTypeInfo), function);
    }

    private <OUT> SingleOutputStreamOperator<OUT> unkeyed(
            OutputType<OUT> type, BroadcastProcessFunction<IN1, IN2, OUT> function) {
        if (nonBroadcastStream instanceof KeyedStream) {
            throw new UnsupportedOperationException(
                    "a keyed stream needs a KeyedBroadcastProcessFunction, not a BroadcastProcessFunction");
        }
        return operator(type, new Operation.BroadcastProcess(clean(function), broadcastStateDescriptors));
    }

    private <OUT> SingleOutputStreamOperator<OUT> operator(OutputType<OUT> type, Operation operation) {
        return nonBroadcastStream.connect(broadcastStream.stream()).operator(type, operation);
    }

    protected <F> F clean(F f) {
        return environment.clean(f);
    }
}
