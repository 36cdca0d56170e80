package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.aggregation.FieldAggregations;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.transformations.PartitionTransformation;

/**
 * A stream whose elements are spread by key: equal keys meet in one instance, which keeps state for each key.
 *
 * @param <T> the elements
 * @param <KEY> the key
 */
public class KeyedStream<T, KEY> extends DataStream<T> {
    private final KeySelector<T, KEY> keySelector;
    private final TypeInformation<KEY> keyType;

    public KeyedStream(DataStream<T> dataStream, KeySelector<T, KEY> keySelector) {
        this(dataStream, keySelector, KeyTypes.of(keySelector, dataStream.getType()));
    }

    public KeyedStream(DataStream<T> dataStream, KeySelector<T, KEY> keySelector, TypeInformation<KEY> keyType) {
        super(
                dataStream.getExecutionEnvironment(),
                new PartitionTransformation<>(
                        dataStream.getTransformation(),
                        new Partitioning.KeyGroups(keySelector, KeyTypes.checked(keyType))));
        this.keySelector = keySelector;
        this.keyType = keyType;
    }

    public KeySelector<T, KEY> getKeySelector() {
        return keySelector;
    }

    public TypeInformation<KEY> getKeyType() {
        return keyType;
    }

    @Override
    DataStream<T> repartition(Partitioning partitioning) {
        throw new UnsupportedOperationException("a keyed stream is spread by its key, it cannot be changed to "
                + partitioning.label() + ": change the stream before keyBy or behind the next operator");
    }

    public <R> SingleOutputStreamOperator<R> process(KeyedProcessFunction<KEY, T, R> keyedProcessFunction) {
        return operator(
                OutputTypes.of(keyedProcessFunction, KeyedProcessFunction.class, 1, 2, transformation),
                new Operation.KeyedProcess(clean(keyedProcessFunction)));
    }

    public <R> SingleOutputStreamOperator<R> process(
            KeyedProcessFunction<KEY, T, R> keyedProcessFunction, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.KeyedProcess(clean(keyedProcessFunction)));
    }

    /** For each element the reduction of all elements of its key so far; over bounded input the last one only. */
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reducer) {
        return operator(OutputType.of(getType()), new Operation.KeyedReduce(clean(reducer)));
    }

    private SingleOutputStreamOperator<T> aggregate(ReduceFunction<T> aggregation) {
        return operator(OutputType.of(getType()), new Operation.KeyedReduce(aggregation, "Keyed Aggregation"));
    }

    /** The sum of a field, by its position in a tuple or array, or 0 for a number itself. */
    public SingleOutputStreamOperator<T> sum(int positionToSum) {
        return aggregate(FieldAggregations.sum(getType(), String.valueOf(positionToSum)));
    }

    /** The sum of a field, by its name; a path such as "price.net" leads into nested types. */
    public SingleOutputStreamOperator<T> sum(String field) {
        return aggregate(FieldAggregations.sum(getType(), field));
    }

    public SingleOutputStreamOperator<T> min(int positionToMin) {
        return aggregate(FieldAggregations.min(getType(), String.valueOf(positionToMin)));
    }

    public SingleOutputStreamOperator<T> min(String field) {
        return aggregate(FieldAggregations.min(getType(), field));
    }

    public SingleOutputStreamOperator<T> max(int positionToMax) {
        return aggregate(FieldAggregations.max(getType(), String.valueOf(positionToMax)));
    }

    public SingleOutputStreamOperator<T> max(String field) {
        return aggregate(FieldAggregations.max(getType(), field));
    }

    /** The element with the smallest field; of equal ones the first. */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    public SingleOutputStreamOperator<T> minBy(String positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy, boolean first) {
        return minBy(String.valueOf(positionToMinBy), first);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> minBy(String field, boolean first) {
        return aggregate(FieldAggregations.minBy(getType(), field, first));
    }

    /** The element with the largest field; of equal ones the first. */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    public SingleOutputStreamOperator<T> maxBy(String positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy, boolean first) {
        return maxBy(String.valueOf(positionToMaxBy), first);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> maxBy(String field, boolean first) {
        return aggregate(FieldAggregations.maxBy(getType(), field, first));
    }
}
