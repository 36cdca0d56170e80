package dev.weft.streaming.api.datastream;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.functions.JoinFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.streaming.api.datastream.CoGroupedStreams.TaggedUnion;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.Objects;

/**
 * Two streams of which the pairs are taken that share a key and a window: {@code first.join(second).where(key)
 * .equalTo(key).window(...).apply(function)}. It is a co-group that takes each with each.
 */
@Public
public class JoinedStreams<T1, T2> {
    private final DataStream<T1> input1;
    private final DataStream<T2> input2;

    public JoinedStreams(DataStream<T1> input1, DataStream<T2> input2) {
        this.input1 = Objects.requireNonNull(input1, "input1");
        this.input2 = Objects.requireNonNull(input2, "input2");
    }

    /** The key of the first stream. */
    public <KEY> Where<KEY> where(KeySelector<T1, KEY> keySelector) {
        return where(keySelector, KeyTypes.of(keySelector, input1.getType()));
    }

    public <KEY> Where<KEY> where(KeySelector<T1, KEY> keySelector, TypeInformation<KEY> keyType) {
        return new Where<>(input1.clean(keySelector), KeyTypes.checked(keyType));
    }

    /** Knows the key of the first stream. */
    @Public
    public class Where<KEY> {
        private final KeySelector<T1, KEY> keySelector1;
        private final TypeInformation<KEY> keyType;

        Where(KeySelector<T1, KEY> keySelector1, TypeInformation<KEY> keyType) {
            this.keySelector1 = keySelector1;
            this.keyType = keyType;
        }

        /** The key of the second stream, of the same type. */
        public EqualTo equalTo(KeySelector<T2, KEY> keySelector) {
            return equalTo(keySelector, KeyTypes.of(keySelector, input2.getType()));
        }

        public EqualTo equalTo(KeySelector<T2, KEY> keySelector, TypeInformation<KEY> keyType) {
            if (!keyType.equals(this.keyType)) {
                throw new IllegalArgumentException("elements meet by keys of one type, but where(...) gives "
                        + this.keyType + " and equalTo(...) gives " + keyType);
            }
            return new EqualTo(input2.clean(keySelector));
        }

        /** Knows both keys. */
        @Public
        public class EqualTo {
            private final KeySelector<T2, KEY> keySelector2;

            EqualTo(KeySelector<T2, KEY> keySelector2) {
                this.keySelector2 = keySelector2;
            }

            @PublicEvolving
            public <W extends Window> WithWindow<T1, T2, KEY, W> window(
                    WindowAssigner<? super TaggedUnion<T1, T2>, W> assigner) {
                return new WithWindow<>(
                        input1, input2, keySelector1, keySelector2, keyType, assigner, null, null, (Duration) null);
            }
        }
    }

    /** Knows the windows. */
    @Public
    public static class WithWindow<T1, T2, KEY, W extends Window> {
        private final DataStream<T1> input1;
        private final DataStream<T2> input2;
        private final CoGroupedStreams.WithWindow<T1, T2, KEY, W> groups;

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
            this(
                    input1,
                    input2,
                    new CoGroupedStreams.WithWindow<>(
                            input1,
                            input2,
                            keySelector1,
                            keySelector2,
                            keyType,
                            windowAssigner,
                            trigger,
                            evictor,
                            allowedLateness));
        }

        private WithWindow(
                DataStream<T1> input1, DataStream<T2> input2, CoGroupedStreams.WithWindow<T1, T2, KEY, W> groups) {
            this.input1 = input1;
            this.input2 = input2;
            this.groups = groups;
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> trigger(Trigger<? super TaggedUnion<T1, T2>, ? super W> newTrigger) {
            return new WithWindow<>(input1, input2, groups.trigger(newTrigger));
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> evictor(Evictor<? super TaggedUnion<T1, T2>, ? super W> newEvictor) {
            return new WithWindow<>(input1, input2, groups.evictor(newEvictor));
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> allowedLateness(Time newLateness) {
            return new WithWindow<>(input1, input2, groups.allowedLateness(newLateness));
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> allowedLateness(Duration newLateness) {
            return new WithWindow<>(input1, input2, groups.allowedLateness(newLateness));
        }

        public <T> DataStream<T> apply(JoinFunction<T1, T2, T> function) {
            return with(function);
        }

        public <T> DataStream<T> apply(JoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(function, resultType);
        }

        public <T> DataStream<T> apply(FlatJoinFunction<T1, T2, T> function) {
            return with(function);
        }

        public <T> DataStream<T> apply(FlatJoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(function, resultType);
        }

        /** The same, as an operator that can be given a name and more. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(JoinFunction<T1, T2, T> function) {
            return join(OutputTypes.ofJoin(function, input1, input2), function);
        }

        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(JoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return join(OutputType.of(resultType), function);
        }

        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(FlatJoinFunction<T1, T2, T> function) {
            return flatJoin(OutputTypes.ofFlatJoin(function, input1, input2), function);
        }

        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(
                FlatJoinFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return flatJoin(OutputType.of(resultType), function);
        }

        private <T> SingleOutputStreamOperator<T> join(OutputType<T> type, JoinFunction<T1, T2, T> function) {
            return groups.with(type, new JoinCoGroupFunction<>(input1.clean(function)), "Join");
        }

        private <T> SingleOutputStreamOperator<T> flatJoin(OutputType<T> type, FlatJoinFunction<T1, T2, T> function) {
            return groups.with(type, new FlatJoinCoGroupFunction<>(input1.clean(function)), "Join");
        }
    }

    private static final class JoinCoGroupFunction<T1, T2, T> extends WrappedFunction<JoinFunction<T1, T2, T>>
            implements CoGroupFunction<T1, T2, T> {
        private static final long serialVersionUID = 1L;

        JoinCoGroupFunction(JoinFunction<T1, T2, T> function) {
            super(function);
        }

        @Override
        public void coGroup(Iterable<T1> first, Iterable<T2> second, Collector<T> out) throws Exception {
            for (T1 one : first) {
                for (T2 two : second) {
                    out.collect(wrapped.join(one, two));
                }
            }
        }
    }

    private static final class FlatJoinCoGroupFunction<T1, T2, T> extends WrappedFunction<FlatJoinFunction<T1, T2, T>>
            implements CoGroupFunction<T1, T2, T> {
        private static final long serialVersionUID = 1L;

        FlatJoinCoGroupFunction(FlatJoinFunction<T1, T2, T> function) {
            super(function);
        }

        @Override
        public void coGroup(Iterable<T1> first, Iterable<T2> second, Collector<T> out) throws Exception {
            for (T1 one : first) {
                for (T2 two : second) {
                    wrapped.join(one, two, out);
                }
            }
        }
    }
}
