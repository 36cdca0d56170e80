package dev.weft.streaming.api.datastream;

import dev.weft.annotation.Internal;
import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.streaming.api.datastream.PairedWindows.PairedKeys;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * Two streams whose elements meet by key and window: {@code first.coGroup(second).where(key).equalTo(key).window(...)
 * .apply(function)}. It is a window over the union of both, whose elements say which side they came from.
 */
@Public
public class CoGroupedStreams<T1, T2> {
    private final DataStream<T1> left;
    private final DataStream<T2> right;

    /**
     * Pairs two streams of one environment; {@code first.coGroup(second)} does the same.
     *
     * @param input1 the first stream, not null
     * @param input2 the second stream, not null
     */
    public CoGroupedStreams(DataStream<T1> input1, DataStream<T2> input2) {
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
         * Calls a function once for each key and window in which there is an element of either stream.
         *
         * @param function gets the elements of both sides, either of which may be empty
         * @return the results, as {@link #with} gives them
         */
        public <T> DataStream<T> apply(CoGroupFunction<T1, T2, T> function) {
            return with(function);
        }

        /** As {@link #apply(CoGroupFunction)}, with the type of the results. */
        public <T> DataStream<T> apply(CoGroupFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(function, resultType);
        }

        /** As {@link #apply(CoGroupFunction)}; the result can be given a name, a uid and more. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(CoGroupFunction<T1, T2, T> function) {
            PairedKeys<T1, T2, KEY> keys = windows.keys();
            return grouped(OutputTypes.ofCoGroup(function, keys.left(), keys.right()), function);
        }

        /** As {@link #with(CoGroupFunction)}, with the type of the results. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(
                CoGroupFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return grouped(OutputType.of(resultType), function);
        }

        private <T> SingleOutputStreamOperator<T> grouped(OutputType<T> type, CoGroupFunction<T1, T2, T> function) {
            return windows.grouped(type, windows.keys().left().clean(function), "CoGroup");
        }
    }

    /** An element of one of the two streams. */
    @Internal
    public static class TaggedUnion<T1, T2> {
        private final T1 one;
        private final T2 two;
        private final boolean isOne;

        private TaggedUnion(T1 one, T2 two, boolean isOne) {
            this.one = one;
            this.two = two;
            this.isOne = isOne;
        }

        /** An element of the first input. */
        public static <T1, T2> TaggedUnion<T1, T2> one(T1 one) {
            return new TaggedUnion<>(one, null, true);
        }

        /** An element of the second input. */
        public static <T1, T2> TaggedUnion<T1, T2> two(T2 two) {
            return new TaggedUnion<>(null, two, false);
        }

        /** Whether this is an element of the first input. */
        public boolean isOne() {
            return isOne;
        }

        /** Whether this is an element of the second input. */
        public boolean isTwo() {
            return !isOne;
        }

        /** The element of the first stream, or null. */
        public T1 getOne() {
            return one;
        }

        /** The element of the second stream, or null. */
        public T2 getTwo() {
            return two;
        }

        @Override
        public boolean equals(Object obj) {
            return obj instanceof TaggedUnion<?, ?> that
                    && that.isOne == isOne
                    && Objects.equals(that.one, one)
                    && Objects.equals(that.two, two);
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(one) + Objects.hashCode(two);
        }

        @Override
        public String toString() {
            return isOne ? "One(" + one + ")" : "Two(" + two + ")";
        }
    }

    /** One byte, 1 or 2, then the element. */
    @Internal
    public static class UnionSerializer<T1, T2> extends TypeSerializer<TaggedUnion<T1, T2>> {
        private static final long serialVersionUID = 1L;
        private static final int ONE = 1;
        private static final int TWO = 2;

        private final TypeSerializer<T1> oneSerializer;
        private final TypeSerializer<T2> twoSerializer;

        /** Writes which input an element is of, then the element by its own serializer. */
        public UnionSerializer(TypeSerializer<T1> oneSerializer, TypeSerializer<T2> twoSerializer) {
            this.oneSerializer = Objects.requireNonNull(oneSerializer, "oneSerializer");
            this.twoSerializer = Objects.requireNonNull(twoSerializer, "twoSerializer");
        }

        @Override
        public boolean isImmutableType() {
            return oneSerializer.isImmutableType() && twoSerializer.isImmutableType();
        }

        @Override
        public TypeSerializer<TaggedUnion<T1, T2>> duplicate() {
            TypeSerializer<T1> one = oneSerializer.duplicate();
            TypeSerializer<T2> two = twoSerializer.duplicate();
            return one == oneSerializer && two == twoSerializer ? this : new UnionSerializer<>(one, two);
        }

        @Override
        public TaggedUnion<T1, T2> createInstance() {
            return null;
        }

        @Override
        public TaggedUnion<T1, T2> copy(TaggedUnion<T1, T2> from) {
            return from.isOne()
                    ? TaggedUnion.one(oneSerializer.copy(from.getOne()))
                    : TaggedUnion.two(twoSerializer.copy(from.getTwo()));
        }

        @Override
        public TaggedUnion<T1, T2> copy(TaggedUnion<T1, T2> from, TaggedUnion<T1, T2> reuse) {
            return copy(from);
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(TaggedUnion<T1, T2> record, DataOutputView target) throws IOException {
            if (record.isOne()) {
                target.writeByte(ONE);
                oneSerializer.serialize(record.getOne(), target);
            } else {
                target.writeByte(TWO);
                twoSerializer.serialize(record.getTwo(), target);
            }
        }

        @Override
        public TaggedUnion<T1, T2> deserialize(DataInputView source) throws IOException {
            return tag(source.readByte()) == ONE
                    ? TaggedUnion.one(oneSerializer.deserialize(source))
                    : TaggedUnion.two(twoSerializer.deserialize(source));
        }

        @Override
        public TaggedUnion<T1, T2> deserialize(TaggedUnion<T1, T2> reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            int tag = tag(source.readByte());
            target.writeByte(tag);
            if (tag == ONE) {
                oneSerializer.copy(source, target);
            } else {
                twoSerializer.copy(source, target);
            }
        }

        private static int tag(int tag) throws IOException {
            if (tag != ONE && tag != TWO) {
                throw new IOException(
                        "corrupt data: an element of joined streams starts with " + tag + ", only 1 and 2 are known");
            }
            return tag;
        }

        @Override
        public boolean equals(Object obj) {
            return obj instanceof UnionSerializer<?, ?> that
                    && that.oneSerializer.equals(oneSerializer)
                    && that.twoSerializer.equals(twoSerializer);
        }

        @Override
        public int hashCode() {
            return 31 * oneSerializer.hashCode() + twoSerializer.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<TaggedUnion<T1, T2>> snapshotConfiguration() {
            return new UnionSerializerSnapshot<>(this);
        }
    }

    /** Keeps the snapshots of both sides. */
    @Internal
    public static class UnionSerializerSnapshot<T1, T2>
            extends CompositeTypeSerializerSnapshot<TaggedUnion<T1, T2>, UnionSerializer<T1, T2>> {
        public UnionSerializerSnapshot() {}

        UnionSerializerSnapshot(UnionSerializer<T1, T2> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(UnionSerializer<T1, T2> outer) {
            return new TypeSerializer<?>[] {outer.oneSerializer, outer.twoSerializer};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of these types
        protected UnionSerializer<T1, T2> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new UnionSerializer<>((TypeSerializer<T1>) nested[0], (TypeSerializer<T2>) nested[1]);
        }
    }
}
