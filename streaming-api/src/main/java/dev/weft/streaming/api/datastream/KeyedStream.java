package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.aggregation.FieldAggregations;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.transformations.PartitionTransformation;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.windows.GlobalWindow;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

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
        this(
                dataStream,
                keySelector,
                keyType,
                new PartitionTransformation<>(
                        dataStream.getTransformation(),
                        new Partitioning.KeyGroups(keySelector, KeyTypes.checked(keyType))));
    }

    KeyedStream(
            DataStream<T> dataStream,
            KeySelector<T, KEY> keySelector,
            TypeInformation<KEY> keyType,
            PartitionTransformation<T> partitioned) {
        super(dataStream.getExecutionEnvironment(), partitioned);
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

    /** Pairs of elements of equal keys whose timestamps are near each other. */
    public <T1> IntervalJoin<T, T1, KEY> intervalJoin(KeyedStream<T1, KEY> otherStream) {
        return new IntervalJoin<>(this, otherStream);
    }

    /** Two keyed streams to be joined, before it is said how near the timestamps must be. */
    public static class IntervalJoin<T1, T2, KEY> {
        private final KeyedStream<T1, KEY> left;
        private final KeyedStream<T2, KEY> right;
        private boolean eventTime = true;

        IntervalJoin(KeyedStream<T1, KEY> left, KeyedStream<T2, KEY> right) {
            this.left = Objects.requireNonNull(left, "left");
            this.right = Objects.requireNonNull(right, "otherStream");
        }

        public IntervalJoin<T1, T2, KEY> inEventTime() {
            eventTime = true;
            return this;
        }

        public IntervalJoin<T1, T2, KEY> inProcessingTime() {
            eventTime = false;
            return this;
        }

        /** A right element matches when its timestamp minus the left one's is within these bounds, both included. */
        public IntervalJoined<T1, T2, KEY> between(Duration lowerBound, Duration upperBound) {
            if (!eventTime) {
                throw new UnsupportedTimeCharacteristicException(
                        "an interval join compares event timestamps, so it cannot run in processing time:"
                                + " leave inProcessingTime() out and give the elements timestamps");
            }
            return new IntervalJoined<>(left, right, lowerBound.toMillis(), upperBound.toMillis(), true, true);
        }

        /** As {@link #between(Duration, Duration)}. */
        public IntervalJoined<T1, T2, KEY> between(Time lowerBound, Time upperBound) {
            return between(Time.toDuration(lowerBound), Time.toDuration(upperBound));
        }
    }

    /** Two keyed streams joined within an interval, before it is said what becomes of the pairs. */
    public static class IntervalJoined<IN1, IN2, KEY> {
        private final KeyedStream<IN1, KEY> left;
        private final KeyedStream<IN2, KEY> right;
        private final long lowerBound;
        private final long upperBound;
        private boolean lowerBoundInclusive;
        private boolean upperBoundInclusive;
        private OutputTag<IN1> leftLateDataOutputTag;
        private OutputTag<IN2> rightLateDataOutputTag;

        public IntervalJoined(
                KeyedStream<IN1, KEY> left,
                KeyedStream<IN2, KEY> right,
                long lowerBound,
                long upperBound,
                boolean lowerBoundInclusive,
                boolean upperBoundInclusive) {
            this.left = Objects.requireNonNull(left, "left");
            this.right = Objects.requireNonNull(right, "right");
            this.lowerBound = lowerBound;
            this.upperBound = upperBound;
            this.lowerBoundInclusive = lowerBoundInclusive;
            this.upperBoundInclusive = upperBoundInclusive;
        }

        public IntervalJoined<IN1, IN2, KEY> upperBoundExclusive() {
            upperBoundInclusive = false;
            return this;
        }

        public IntervalJoined<IN1, IN2, KEY> lowerBoundExclusive() {
            lowerBoundInclusive = false;
            return this;
        }

        /** Where left elements behind the watermark go, which are dropped otherwise. */
        public IntervalJoined<IN1, IN2, KEY> sideOutputLeftLateData(OutputTag<IN1> outputTag) {
            leftLateDataOutputTag = left.clean(outputTag);
            return this;
        }

        /** Where right elements behind the watermark go, which are dropped otherwise. */
        public IntervalJoined<IN1, IN2, KEY> sideOutputRightLateData(OutputTag<IN2> outputTag) {
            rightLateDataOutputTag = right.clean(outputTag);
            return this;
        }

        public <OUT> SingleOutputStreamOperator<OUT> process(ProcessJoinFunction<IN1, IN2, OUT> processJoinFunction) {
            return process(
                    OutputTypes.of(processJoinFunction, ProcessJoinFunction.class, 2, left, right),
                    processJoinFunction);
        }

        public <OUT> SingleOutputStreamOperator<OUT> process(
                ProcessJoinFunction<IN1, IN2, OUT> processJoinFunction, TypeInformation<OUT> outputType) {
            return process(OutputType.of(outputType), processJoinFunction);
        }

        private <OUT> SingleOutputStreamOperator<OUT> process(
                OutputType<OUT> type, ProcessJoinFunction<IN1, IN2, OUT> function) {
            Operation.IntervalJoin operation = new Operation.IntervalJoin(
                    left.clean(function),
                    lowerBoundInclusive ? lowerBound : Math.addExact(lowerBound, 1),
                    upperBoundInclusive ? upperBound : Math.subtractExact(upperBound, 1),
                    Optional.ofNullable(leftLateDataOutputTag),
                    Optional.ofNullable(rightLateDataOutputTag));
            return left.connect(right).keyed(type, operation);
        }
    }

    /** For each element the reduction of all elements of its key so far; over bounded input the last one only. */
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reducer) {
        return operator(OutputType.of(getType()), new Operation.KeyedReduce(clean(reducer)));
    }

    /** Puts the elements of each key into windows. */
    public <W extends Window> WindowedStream<T, KEY, W> window(WindowAssigner<? super T, W> assigner) {
        return new WindowedStream<>(this, assigner);
    }

    /** Windows of so many elements of a key. */
    public WindowedStream<T, KEY, GlobalWindow> countWindow(long size) {
        return window(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
    }

    /** With every {@code slide} elements of a key a window of the last {@code size}. */
    public WindowedStream<T, KEY, GlobalWindow> countWindow(long size, long slide) {
        return window(GlobalWindows.create()).evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
    }

    /** An older way to write tumbling windows of event time. */
    public WindowedStream<T, KEY, TimeWindow> timeWindow(Time size) {
        return window(TumblingEventTimeWindows.of(size));
    }

    /** An older way to write sliding windows of event time. */
    public WindowedStream<T, KEY, TimeWindow> timeWindow(Time size, Time slide) {
        return window(SlidingEventTimeWindows.of(size, slide));
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
