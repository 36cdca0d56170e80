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
 * A stream that is partitioned by key: elements with equal keys reach the same parallel instance, in which each key has
 * state and timers of its own. Keys are spread over the instances by key group, see {@link
 * SingleOutputStreamOperator#setMaxParallelism}. The partitioning holds for the next operation only: its results are a
 * plain stream again.
 *
 * @param <T> the type of the elements
 * @param <KEY> the type of the key
 */
public class KeyedStream<T, KEY> extends DataStream<T> {
    private final KeySelector<T, KEY> keySelector;
    private final TypeInformation<KEY> keyType;

    /** The stream partitioned by this key; programs call {@link DataStream#keyBy(KeySelector)} instead. */
    public KeyedStream(DataStream<T> dataStream, KeySelector<T, KEY> keySelector) {
        this(dataStream, keySelector, KeyTypes.of(keySelector, dataStream.getType()));
    }

    /**
     * The stream partitioned by this key; programs call {@link DataStream#keyBy(KeySelector, TypeInformation)} instead.
     */
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

    /** What extracts the key of an element. */
    public KeySelector<T, KEY> getKeySelector() {
        return keySelector;
    }

    /** The type of the key. */
    public TypeInformation<KEY> getKeyType() {
        return keyType;
    }

    @Override
    DataStream<T> repartition(Partitioning partitioning) {
        throw new UnsupportedOperationException("a keyed stream is spread by its key, it cannot be changed to "
                + partitioning.label() + ": change the stream before keyBy or behind the next operator");
    }

    /**
     * Makes any number of results of each element, with keyed state, timers, side outputs, and access to key, timestamp
     * and watermark.
     */
    public <R> SingleOutputStreamOperator<R> process(KeyedProcessFunction<KEY, T, R> keyedProcessFunction) {
        return operator(
                OutputTypes.of(keyedProcessFunction, KeyedProcessFunction.class, 1, 2, transformation),
                new Operation.KeyedProcess(clean(keyedProcessFunction)));
    }

    /** As {@link #process(KeyedProcessFunction)}, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> process(
            KeyedProcessFunction<KEY, T, R> keyedProcessFunction, TypeInformation<R> outputType) {
        return operator(OutputType.of(outputType), new Operation.KeyedProcess(clean(keyedProcessFunction)));
    }

    /**
     * Joins elements of two streams that have equal keys and whose event timestamps are near each other (inner join).
     * To be continued by {@code between(...).process(...)}. Elements are kept in state until the watermark says that no
     * partner can come.
     */
    public <T1> IntervalJoin<T, T1, KEY> intervalJoin(KeyedStream<T1, KEY> otherStream) {
        return new IntervalJoin<>(this, otherStream);
    }

    /** Two keyed streams to be joined, before the bounds of the interval are given. */
    public static class IntervalJoin<T1, T2, KEY> {
        private final KeyedStream<T1, KEY> left;
        private final KeyedStream<T2, KEY> right;
        private boolean eventTime = true;

        IntervalJoin(KeyedStream<T1, KEY> left, KeyedStream<T2, KEY> right) {
            this.left = Objects.requireNonNull(left, "left");
            this.right = Objects.requireNonNull(right, "otherStream");
        }

        /** Compares event timestamps, which is the default. */
        public IntervalJoin<T1, T2, KEY> inEventTime() {
            eventTime = true;
            return this;
        }

        /**
         * Asks for processing time, in which an interval join cannot run: {@link #between(Duration, Duration)} refuses
         * it.
         */
        public IntervalJoin<T1, T2, KEY> inProcessingTime() {
            eventTime = false;
            return this;
        }

        /**
         * Sets the interval: a right element matches a left one when its timestamp minus the left one's is at least
         * {@code lowerBound} and at most {@code upperBound}. Bounds may be negative; both are included unless excluded
         * afterwards.
         *
         * @throws UnsupportedTimeCharacteristicException after {@link #inProcessingTime()}
         * @throws IllegalArgumentException if the lower bound is above the upper one
         */
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

    /** Two keyed streams joined within an interval, before the function for the pairs is given. */
    public static class IntervalJoined<IN1, IN2, KEY> {
        private final KeyedStream<IN1, KEY> left;
        private final KeyedStream<IN2, KEY> right;
        private final long lowerBound;
        private final long upperBound;
        private boolean lowerBoundInclusive;
        private boolean upperBoundInclusive;
        private OutputTag<IN1> leftLateDataOutputTag;
        private OutputTag<IN2> rightLateDataOutputTag;

        /**
         * A join with these bounds in milliseconds; programs call {@link IntervalJoin#between(Duration, Duration)}
         * instead.
         */
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

        /** Excludes the upper bound: the difference of the timestamps must be below it. */
        public IntervalJoined<IN1, IN2, KEY> upperBoundExclusive() {
            upperBoundInclusive = false;
            return this;
        }

        /** Excludes the lower bound: the difference of the timestamps must be above it. */
        public IntervalJoined<IN1, IN2, KEY> lowerBoundExclusive() {
            lowerBoundInclusive = false;
            return this;
        }

        /**
         * Sends left elements whose timestamp is behind the watermark to this side output; without it they are dropped.
         */
        public IntervalJoined<IN1, IN2, KEY> sideOutputLeftLateData(OutputTag<IN1> outputTag) {
            leftLateDataOutputTag = left.clean(outputTag);
            return this;
        }

        /**
         * Sends right elements whose timestamp is behind the watermark to this side output; without it they are
         * dropped.
         */
        public IntervalJoined<IN1, IN2, KEY> sideOutputRightLateData(OutputTag<IN2> outputTag) {
            rightLateDataOutputTag = right.clean(outputTag);
            return this;
        }

        /** Calls the function for each pair. A result has the larger timestamp of the two. */
        public <OUT> SingleOutputStreamOperator<OUT> process(ProcessJoinFunction<IN1, IN2, OUT> processJoinFunction) {
            return process(
                    OutputTypes.of(processJoinFunction, ProcessJoinFunction.class, 2, left, right),
                    processJoinFunction);
        }

        /** As {@link #process(ProcessJoinFunction)}, with the type of the results named. */
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

    /**
     * Combines the elements of each key: for each element the reduction of all of its key so far goes on. In batch mode
     * only the last value of each key does.
     *
     * @param reducer combines the value so far (first argument) with an element; may return either, changed
     */
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> reducer) {
        return operator(OutputType.of(getType()), new Operation.KeyedReduce(clean(reducer)));
    }

    /**
     * Puts the elements of each key into windows. To be continued by a reduce, aggregate, apply or process.
     *
     * @param assigner decides the windows of each element
     */
    public <W extends Window> WindowedStream<T, KEY, W> window(WindowAssigner<? super T, W> assigner) {
        return new WindowedStream<>(this, assigner);
    }

    /**
     * Tumbling windows of {@code size} elements of a key each, in order of arrival. Elements of a last window that is
     * not full are not evaluated.
     *
     * @param size the number of elements, at least 1
     */
    public WindowedStream<T, KEY, GlobalWindow> countWindow(long size) {
        return window(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
    }

    /**
     * Sliding windows by count: with every {@code slide} elements of a key a window over its last {@code size}.
     *
     * @param size the largest number of elements of a window, at least 1
     * @param slide after how many elements a window is evaluated, at least 1
     */
    public WindowedStream<T, KEY, GlobalWindow> countWindow(long size, long slide) {
        return window(GlobalWindows.create()).evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
    }

    /** Tumbling windows of event time; an older form of {@code window(TumblingEventTimeWindows.of(size))}. */
    public WindowedStream<T, KEY, TimeWindow> timeWindow(Time size) {
        return window(TumblingEventTimeWindows.of(size));
    }

    /** Sliding windows of event time; an older form of {@code window(SlidingEventTimeWindows.of(size, slide))}. */
    public WindowedStream<T, KEY, TimeWindow> timeWindow(Time size, Time slide) {
        return window(SlidingEventTimeWindows.of(size, slide));
    }

    private SingleOutputStreamOperator<T> aggregate(ReduceFunction<T> aggregation) {
        return operator(OutputType.of(getType()), new Operation.KeyedReduce(aggregation, "Keyed Aggregation"));
    }

    /**
     * The running sum of a numeric field for each key: for each element one with the sum so far; its other fields are
     * those of the key's first element. In batch mode only the last one of each key.
     *
     * @param positionToSum the position of the field in a tuple or array, from 0; 0 for elements that are numbers
     *     themselves
     * @throws IllegalArgumentException if there is no such field
     * @throws dev.weft.api.common.InvalidProgramException if it is no number
     */
    public SingleOutputStreamOperator<T> sum(int positionToSum) {
        return aggregate(FieldAggregations.sum(getType(), String.valueOf(positionToSum)));
    }

    /**
     * As {@link #sum(int)}, with the field by name.
     *
     * @param field the field's name; a path such as {@code "price.net"} leads into nested types
     */
    public SingleOutputStreamOperator<T> sum(String field) {
        return aggregate(FieldAggregations.sum(getType(), field));
    }

    /**
     * The running minimum of a field for each key; the other fields are those of the key's first element. To get the
     * whole element that has the minimum see {@link #minBy(int)}.
     *
     * @param positionToMin the position of a comparable field in a tuple or array, from 0; 0 for elements that are
     *     comparable themselves
     */
    public SingleOutputStreamOperator<T> min(int positionToMin) {
        return aggregate(FieldAggregations.min(getType(), String.valueOf(positionToMin)));
    }

    /** As {@link #min(int)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> min(String field) {
        return aggregate(FieldAggregations.min(getType(), field));
    }

    /**
     * The running maximum of a field for each key; the other fields are those of the key's first element. To get the
     * whole element that has the maximum see {@link #maxBy(int)}.
     *
     * @param positionToMax the position of a comparable field in a tuple or array, from 0; 0 for elements that are
     *     comparable themselves
     */
    public SingleOutputStreamOperator<T> max(int positionToMax) {
        return aggregate(FieldAggregations.max(getType(), String.valueOf(positionToMax)));
    }

    /** As {@link #max(int)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> max(String field) {
        return aggregate(FieldAggregations.max(getType(), field));
    }

    /**
     * For each element the one with the smallest field among those of its key so far; of equal ones the first.
     *
     * @param positionToMinBy the position of a comparable field, from 0
     */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    /** As {@link #minBy(int)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> minBy(String positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    /**
     * As {@link #minBy(int)}, with a choice among equal elements.
     *
     * @param first of elements with equal fields the first, else the last
     */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy, boolean first) {
        return minBy(String.valueOf(positionToMinBy), first);
    }

    /** As {@link #minBy(int, boolean)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> minBy(String field, boolean first) {
        return aggregate(FieldAggregations.minBy(getType(), field, first));
    }

    /**
     * For each element the one with the largest field among those of its key so far; of equal ones the first.
     *
     * @param positionToMaxBy the position of a comparable field, from 0
     */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    /** As {@link #maxBy(int)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> maxBy(String positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    /**
     * As {@link #maxBy(int)}, with a choice among equal elements.
     *
     * @param first of elements with equal fields the first, else the last
     */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy, boolean first) {
        return maxBy(String.valueOf(positionToMaxBy), first);
    }

    /** As {@link #maxBy(int, boolean)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> maxBy(String field, boolean first) {
        return aggregate(FieldAggregations.maxBy(getType(), field, first));
    }
}
