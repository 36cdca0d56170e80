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

/**
 * A stream beside a broadcast stream, as the two inputs of one function. Every parallel instance sees all elements of
 * the broadcast side and may change its broadcast state with them; elements of the other side see that state read-only.
 * In streaming mode no order holds between the sides; in batch mode the broadcast side is read to its end first.
 *
 * @param <IN1> the type of the elements of the side that is not broadcast
 * @param <IN2> the type of the elements of the broadcast side
 */
public class BroadcastConnectedStream<IN1, IN2> {
    private final StreamExecutionEnvironment environment;
    private final DataStream<IN1> nonBroadcastStream;
    private final BroadcastStream<IN2> broadcastStream;
    private final List<MapStateDescriptor<?, ?>> broadcastStateDescriptors;

    /** Both sides with the broadcast states, for subclasses. */
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

    /** The environment whose program the streams belong to. */
    public StreamExecutionEnvironment getExecutionEnvironment() {
        return environment;
    }

    /** The side that is not broadcast. */
    public DataStream<IN1> getFirstInput() {
        return nonBroadcastStream;
    }

    /** The broadcast side. */
    public BroadcastStream<IN2> getSecondInput() {
        return broadcastStream;
    }

    /** The type of the elements of the side that is not broadcast. */
    public TypeInformation<IN1> getType1() {
        return nonBroadcastStream.getType();
    }

    /** The type of the elements of the broadcast side. */
    public TypeInformation<IN2> getType2() {
        return broadcastStream.getType();
    }

    /**
     * Calls the function for each element of either side, with keyed state and timers on the keyed side.
     *
     * @throws UnsupportedOperationException if the first side is not keyed
     */
    public <KEY, OUT> SingleOutputStreamOperator<OUT> process(
            KeyedBroadcastProcessFunction<KEY, IN1, IN2, OUT> function) {
        return keyed(
                OutputTypes.of(
                        function, KeyedBroadcastProcessFunction.class, 3, nonBroadcastStream, broadcastStream.stream()),
                function);
    }

    /** As {@link #process(KeyedBroadcastProcessFunction)}, with the type of the results named. */
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

    /**
     * Calls the function for each element of either side.
     *
     * @throws UnsupportedOperationException if the first side is keyed
     */
    public <OUT> SingleOutputStreamOperator<OUT> process(BroadcastProcessFunction<IN1, IN2, OUT> function) {
        return unkeyed(
                OutputTypes.of(
                        function, BroadcastProcessFunction.class, 2, nonBroadcastStream, broadcastStream.stream()),
                function);
    }

    /** As {@link #process(BroadcastProcessFunction)}, with the type of the results named. */
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

    /** As {@link DataStream#clean}. */
    protected <F> F clean(F f) {
        return environment.clean(f);
    }
}
