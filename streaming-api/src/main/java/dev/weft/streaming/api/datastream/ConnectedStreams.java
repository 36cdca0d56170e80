package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.Function;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Operation;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.operators.TwoInputStreamOperatorFactory;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.transformations.OutputType;
import java.util.Objects;

/**
 * Two streams as the two inputs of one function. No order holds between elements of different inputs; the watermark is
 * the smaller one of both.
 *
 * @param <IN1> the type of the first input's elements
 * @param <IN2> the type of the second input's elements
 */
public class ConnectedStreams<IN1, IN2> {
    protected final StreamExecutionEnvironment environment;
    protected final DataStream<IN1> inputStream1;
    protected final DataStream<IN2> inputStream2;

    /** Both streams side by side, for subclasses. */
    protected ConnectedStreams(
            StreamExecutionEnvironment environment, DataStream<IN1> inputStream1, DataStream<IN2> inputStream2) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.inputStream1 = Objects.requireNonNull(inputStream1, "inputStream1");
        this.inputStream2 = Objects.requireNonNull(inputStream2, "inputStream2");
    }

    /** The environment whose program the streams belong to. */
    public StreamExecutionEnvironment getExecutionEnvironment() {
        return environment;
    }

    /** The first input. */
    public DataStream<IN1> getFirstInput() {
        return inputStream1;
    }

    /** The second input. */
    public DataStream<IN2> getSecondInput() {
        return inputStream2;
    }

    /** The type of the first input's elements. */
    public TypeInformation<IN1> getType1() {
        return inputStream1.getType();
    }

    /** The type of the second input's elements. */
    public TypeInformation<IN2> getType2() {
        return inputStream2.getType();
    }

    /**
     * Partitions both inputs by key: elements of either input with equal keys reach the same parallel instance and
     * share its state. What a key must be says {@link DataStream#keyBy(KeySelector)}.
     */
    public <KEY> ConnectedStreams<IN1, IN2> keyBy(
            KeySelector<IN1, KEY> keySelector1, KeySelector<IN2, KEY> keySelector2) {
        return new ConnectedStreams<>(environment, inputStream1.keyBy(keySelector1), inputStream2.keyBy(keySelector2));
    }

    /** As {@link #keyBy(KeySelector, KeySelector)}, with the key's type named. */
    public <KEY> ConnectedStreams<IN1, IN2> keyBy(
            KeySelector<IN1, KEY> keySelector1, KeySelector<IN2, KEY> keySelector2, TypeInformation<KEY> keyType) {
        return new ConnectedStreams<>(
                environment, inputStream1.keyBy(keySelector1, keyType), inputStream2.keyBy(keySelector2, keyType));
    }

    /** By one field of each stream, as {@link DataStream#keyBy(int...)}. */
    public ConnectedStreams<IN1, IN2> keyBy(int keyPosition1, int keyPosition2) {
        return new ConnectedStreams<>(environment, inputStream1.keyBy(keyPosition1), inputStream2.keyBy(keyPosition2));
    }

    /** By fields of each stream, as {@link DataStream#keyBy(int...)}. */
    public ConnectedStreams<IN1, IN2> keyBy(int[] keyPositions1, int[] keyPositions2) {
        return new ConnectedStreams<>(
                environment, inputStream1.keyBy(keyPositions1), inputStream2.keyBy(keyPositions2));
    }

    /** By one field of each stream, as {@link DataStream#keyBy(String...)}. */
    public ConnectedStreams<IN1, IN2> keyBy(String field1, String field2) {
        return new ConnectedStreams<>(environment, inputStream1.keyBy(field1), inputStream2.keyBy(field2));
    }

    /** By fields of each stream, as {@link DataStream#keyBy(String...)}. */
    public ConnectedStreams<IN1, IN2> keyBy(String[] fields1, String[] fields2) {
        return new ConnectedStreams<>(environment, inputStream1.keyBy(fields1), inputStream2.keyBy(fields2));
    }

    /** Makes one result of each element of either input. */
    public <R> SingleOutputStreamOperator<R> map(CoMapFunction<IN1, IN2, R> coMapper) {
        return operator(type(coMapper, CoMapFunction.class, 2), new Operation.CoMap(environment.clean(coMapper)));
    }

    /** As {@link #map(CoMapFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> map(CoMapFunction<IN1, IN2, R> coMapper, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.CoMap(environment.clean(coMapper)));
    }

    /** Makes any number of results of each element of either input. */
    public <R> SingleOutputStreamOperator<R> flatMap(CoFlatMapFunction<IN1, IN2, R> coFlatMapper) {
        return operator(
                type(coFlatMapper, CoFlatMapFunction.class, 2),
                new Operation.CoFlatMap(environment.clean(coFlatMapper)));
    }

    /** As {@link #flatMap(CoFlatMapFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> flatMap(
            CoFlatMapFunction<IN1, IN2, R> coFlatMapper, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.CoFlatMap(environment.clean(coFlatMapper)));
    }

    /**
     * Makes any number of results of each element of either input, with access to timestamp, watermark and side
     * outputs; with keyed inputs also to keyed state and timers.
     */
    public <R> SingleOutputStreamOperator<R> process(CoProcessFunction<IN1, IN2, R> coProcessFunction) {
        return operator(
                type(coProcessFunction, CoProcessFunction.class, 2),
                new Operation.CoProcess(environment.clean(coProcessFunction)));
    }

    /** As {@link #process(CoProcessFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> process(
            CoProcessFunction<IN1, IN2, R> coProcessFunction, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.CoProcess(environment.clean(coProcessFunction)));
    }

    /**
     * Makes any number of results of each element of either input, with keyed state and timers that both inputs share.
     *
     * @throws UnsupportedOperationException if the inputs are not keyed, or by keys of different types
     */
    public <K, R> SingleOutputStreamOperator<R> process(KeyedCoProcessFunction<K, IN1, IN2, R> keyedCoProcessFunction) {
        return keyedProcess(type(keyedCoProcessFunction, KeyedCoProcessFunction.class, 3), keyedCoProcessFunction);
    }

    /** As {@link #process(KeyedCoProcessFunction)}, with the type of the results named. */
    public <K, R> SingleOutputStreamOperator<R> process(
            KeyedCoProcessFunction<K, IN1, IN2, R> keyedCoProcessFunction, TypeInformation<R> outputType) {
        return keyedProcess(OutputType.of(outputType), keyedCoProcessFunction);
    }

    private <R> SingleOutputStreamOperator<R> keyedProcess(
            OutputType<R> type, KeyedCoProcessFunction<?, IN1, IN2, R> function) {
        return keyed(type, new Operation.KeyedCoProcess(environment.clean(function)));
    }

    /** An operator that keeps state for the keys of both streams. */
    <R> SingleOutputStreamOperator<R> keyed(OutputType<R> type, Operation operation) {
        if (!(inputStream1 instanceof KeyedStream) || !(inputStream2 instanceof KeyedStream)) {
            throw new UnsupportedOperationException("a " + operation.label() + " needs two keyed streams: call"
                    + " keyBy(selector1, selector2) on the connected streams first");
        }
        requireOneKeyType();
        return operator(type, operation);
    }

    private void requireOneKeyType() {
        if (inputStream1 instanceof KeyedStream<IN1, ?> first
                && inputStream2 instanceof KeyedStream<IN2, ?> second
                && !first.getKeyType().equals(second.getKeyType())) {
            throw new UnsupportedOperationException(
                    "the keys of connected streams must have one type, but the first is " + first.getKeyType()
                            + " and the second " + second.getKeyType());
        }
    }

    /** An operator that the user wrote; on keyed streams it has state and timers of keys. */
    public <R> SingleOutputStreamOperator<R> transform(
            String functionName, TypeInformation<R> outTypeInfo, TwoInputStreamOperator<IN1, IN2, R> operator) {
        return doTransform(functionName, outTypeInfo, SimpleOperatorFactory.of(environment.clean(operator)));
    }

    /** An operator that the user wrote and a factory makes in the task. */
    public <R> SingleOutputStreamOperator<R> transform(
            String functionName,
            TypeInformation<R> outTypeInfo,
            TwoInputStreamOperatorFactory<IN1, IN2, R> operatorFactory) {
        return doTransform(functionName, outTypeInfo, environment.clean(operatorFactory));
    }

    private <R> SingleOutputStreamOperator<R> doTransform(
            String name, TypeInformation<R> type, StreamOperatorFactory<R> factory) {
        requireOneKeyType();
        OperatorTransformation<R> operator = OperatorTransformation.twoInputs(
                inputStream1.getTransformation(),
                inputStream2.getTransformation(),
                name,
                OutputType.of(type),
                CustomOperators.operation(factory, getType1(), type, environment.getConfig()));
        CustomOperators.chain(operator, factory.getChainingStrategy());
        environment.addOperator(operator);
        return new SingleOutputStreamOperator<>(environment, operator);
    }

    private <R> OutputType<R> type(Function function, Class<?> base, int position) {
        return OutputTypes.of(function, base, position, inputStream1, inputStream2);
    }

    <R> SingleOutputStreamOperator<R> operator(OutputType<R> type, Operation operation) {
        OperatorTransformation<R> operator = OperatorTransformation.twoInputs(
                inputStream1.getTransformation(), inputStream2.getTransformation(), operation.label(), type, operation);
        environment.addOperator(operator);
        return new SingleOutputStreamOperator<>(environment, operator);
    }
}
