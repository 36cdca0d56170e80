package dev.weft.streaming.api.datastream;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.JoinFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.FunctionWrapper;
import dev.weft.streaming.api.datastream.CoGroupedStreams.TaggedUnion;
import dev.weft.streaming.api.datastream.PairedWindows.PairedKeys;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * Two streams of which the pairs are taken that share a key and a window: {@code first.join(second).where(key)
 * .equalTo(key).window(...).apply(function)}. It is a co-group that takes each with each.
 */
@Public
public class JoinedStreams<T1, T2> {
    private final DataStream<T1> left;
    private final DataStream<T2> right;

    /**
     * Pairs two streams of one environment; {@code first.join(second)} does the same.
     *
     * @param input1 the first stream, not null
     * @param input2 the second stream, not null
     */
    public JoinedStreams(DataStream<T1> input1, DataStream<T2> input2) {
        left = Objects.requireNonNull(input1, "input1");
        right = Objects.requireNonNull(input2, "input2");
    }

    /**
     * Says how an element of the first stream finds its key. The type of the key is taken from the selector.
     *
     * @param keySelector gives the same key for an element each time, never null
     * @return the next step, which wants the key of the second stream
     */
    public <KEY> Where<KEY> where(KeySelector<T1, KEY> keySelector) {
        return where(keySelector, KeyTypes.of(keySelector, left.getType()));
    }

    /**
     * As {@link #where(KeySelector)}, for selectors whose key type cannot be found out: lambda expressions over generic types.
     *
     * @param keyType the type of the keys; its values need an {@code equals} and a {@code hashCode} that depend on their
     *     content alone
     */
    public <KEY> Where<KEY> where(KeySelector<T1, KEY> keySelector, TypeInformation<KEY> keyType) {
        return new Where<>(PairedKeys.where(left, right, keySelector, keyType));
    }

    /** Knows the key of the first stream. */
    @Public
    public class Where<KEY> {
        private final PairedKeys<T1, T2, KEY> keys;

        Where(PairedKeys<T1, T2, KEY> keys) {
            this.keys = keys;
        }

        /**
         * Says how an element of the second stream finds its key.
         *
         * @param keySelector gives keys of the same type as that of the first stream
         * @throws IllegalArgumentException if the keys are of another type
         */
        public EqualTo equalTo(KeySelector<T2, KEY> keySelector) {
            return equalTo(keySelector, KeyTypes.of(keySelector, right.getType()));
        }

        /**
         * As {@link #equalTo(KeySelector)}, with the type of the keys.
         *
         * @throws IllegalArgumentException if it is not that of the first stream's keys
         */
        public EqualTo equalTo(KeySelector<T2, KEY> keySelector, TypeInformation<KEY> keyType) {
            return new EqualTo(keys.equalTo(keySelector, keyType));
        }

        /** Knows both keys. */
        @Public
        public class EqualTo {
            private final PairedKeys<T1, T2, KEY> both;

            EqualTo(PairedKeys<T1, T2, KEY> both) {
                this.both = both;
            }

            /**
             * Says in which windows elements of equal keys meet.
             *
             * @param assigner of windows over the elements of both streams
             */
            @PublicEvolving
            public <W extends Window> WithWindow<T1, T2, KEY, W> window(
                    WindowAssigner<? super TaggedUnion<T1, T2>, W> assigner) {
                return new WithWindow<>(new PairedWindows<>(both, assigner, null, null, null));
            }
        }
    }

    /** Knows the windows. */
    @Public
    public static class WithWindow<T1, T2, KEY, W extends Window> {
        private final PairedWindows<T1, T2, KEY, W> windows;

        WithWindow(PairedWindows<T1, T2, KEY, W> windows) {
            this.windows = windows;
        }

        /** As the other, with the lateness in its former form. */
        protected WithWindow(
                DataStream<T1> input1,
                DataStream<T2> input2,
                KeySelector<T1, KEY> keySelector1,
                KeySelector<T2, KEY> keySelector2,
                TypeInformation<KEY> keyType,
                WindowAssigner<? super TaggedUnion<T1, T2>, W> windowAssigner,
                Trigger<? super TaggedUnion<T1, T2>, ? super W> trigger,
                Evictor<? super TaggedUnion<T1, T2>, ? super W> evictor,
                Time allowedLateness) {
            this(
                    input1,
                    input2,
                    keySelector1,
                    keySelector2,
                    keyType,
                    windowAssigner,
                    trigger,
                    evictor,
                    Time.toDuration(allowedLateness));
        }

        /**
         * @param trigger null for the assigner's own
         * @param evictor null for none
         * @param allowedLateness null for none
         */
        protected WithWindow(
                DataStream<T1> input1,
                DataStream<T2> input2,
                KeySelector<T1, KEY> keySelector1,
                KeySelector<T2, KEY> keySelector2,
                TypeInformation<KEY> keyType,
                WindowAssigner<? super TaggedUnion<T1, T2>, W> windowAssigner,
                Trigger<? super TaggedUnion<T1, T2>, ? super W> trigger,
                Evictor<? super TaggedUnion<T1, T2>, ? super W> evictor,
                Duration allowedLateness) {
            this(new PairedWindows<>(
                    new PairedKeys<>(input1, input2, keySelector1, keySelector2, keyType),
                    windowAssigner,
                    trigger,
                    evictor,
                    allowedLateness));
        }

        /** Says when windows fire, in place of the assigner's own trigger. */
        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> trigger(Trigger<? super TaggedUnion<T1, T2>, ? super W> newTrigger) {
            return new WithWindow<>(windows.trigger(newTrigger));
        }

        /** Says which elements leave a window before or after it fires. None do otherwise. */
        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> evictor(Evictor<? super TaggedUnion<T1, T2>, ? super W> newEvictor) {
            return new WithWindow<>(windows.evictor(newEvictor));
        }

        /** As {@link #allowedLateness(Duration)}. */
        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> allowedLateness(Time newLateness) {
            return new WithWindow<>(windows.lateness(Time.toDuration(newLateness)));
        }

        /**
         * Says how long after its end a window of event time still takes elements and fires again for them; 0 unless said.
         *
         * @param newLateness at least 0
         */
        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> allowedLateness(Duration newLateness) {
            return new WithWindow<>(windows.lateness(newLateness));
        }

        /**
         * Calls a function for each pair of an element of the first and an element of the second stream that have the same
         * key and window. An element without a partner gives nothing.
         *
         * @param function gives one result for a pair
         * @return the results, as {@link #with} gives them
         */
        public <T> DataStream<T> apply(JoinFunction<T1, T2, T> function) {
            return with(function);
        }

        /** As {@link #apply(JoinFunction)}, with the type of the results. */
        public <T> DataStream<T> apply(JoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(function, resultType);
        }

        /** As {@link #apply(JoinFunction)}, with any number of results for a pair. */
        public <T> DataStream<T> apply(FlatJoinFunction<T1, T2, T> function) {
            return with(function);
        }

        /** As {@link #apply(FlatJoinFunction)}, with the type of the results. */
        public <T> DataStream<T> apply(FlatJoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(function, resultType);
        }

        /** As {@link #apply(JoinFunction)}; the result can be given a name, a uid and more. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(JoinFunction<T1, T2, T> function) {
            return paired(
                    OutputTypes.ofJoin(
                            function, windows.keys().left(), windows.keys().right()),
                    function);
        }

        /** As {@link #with(JoinFunction)}, with the type of the results. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(JoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return paired(OutputType.of(resultType), function);
        }

        /** As {@link #apply(FlatJoinFunction)}; the result can be given a name, a uid and more. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(FlatJoinFunction<T1, T2, T> function) {
            return flatPaired(
                    OutputTypes.ofFlatJoin(
                            function, windows.keys().left(), windows.keys().right()),
                    function);
        }

        /** As {@link #with(FlatJoinFunction)}, with the type of the results. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(
                FlatJoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return flatPaired(OutputType.of(resultType), function);
        }

        private <T> SingleOutputStreamOperator<T> paired(OutputType<T> type, JoinFunction<T1, T2, T> function) {
            return eachPair(type, function, (join, left, right, out) -> out.collect(join.join(left, right)));
        }

        private <T> SingleOutputStreamOperator<T> flatPaired(OutputType<T> type, FlatJoinFunction<T1, T2, T> function) {
            return eachPair(type, function, FlatJoinFunction::join);
        }

        private <T, F extends Function> SingleOutputStreamOperator<T> eachPair(
                OutputType<T> type, F function, PairCall<F, T1, T2, T> call) {
            F clean = windows.keys().left().clean(function);
            return windows.grouped(type, new EachPair<>(clean, call), "Join");
        }
    }

    /** How a function is called with a pair. */
    @FunctionalInterface
    private interface PairCall<F, A, B, OUT> extends Serializable {
        void on(F function, A left, B right, Collector<OUT> out) throws Exception;
    }

    /** Nested loop over both sides of a window. */
    private record EachPair<F extends Function, A, B, OUT>(F wrapped, PairCall<F, A, B, OUT> call)
            implements CoGroupFunction<A, B, OUT>, FunctionWrapper {

        @Override
        public void coGroup(Iterable<A> lefts, Iterable<B> rights, Collector<OUT> out) throws Exception {
            for (A left : lefts) {
                for (B right : rights) {
                    call.on(wrapped, left, right, out);
                }
            }
        }
    }
}
