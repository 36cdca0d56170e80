package dev.weft.streaming.api.datastream;

import dev.weft.annotation.Internal;
import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.program.WindowContents;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Two streams whose elements meet by key and window: {@code first.coGroup(second).where(key).equalTo(key).window(...)
 * .apply(function)}. It is a window over the union of both, whose elements say which side they came from.
 */
@Public
public class CoGroupedStreams<T1, T2> {
    private final DataStream<T1> input1;
    private final DataStream<T2> input2;

    public CoGroupedStreams(DataStream<T1> input1, DataStream<T2> input2) {
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
        private final KeySelector<T1, KEY> keySelector1;
        private final KeySelector<T2, KEY> keySelector2;
        private final TypeInformation<KEY> keyType;
        private final WindowAssigner<? super TaggedUnion<T1, T2>, W> windowAssigner;
        private final Trigger<? super TaggedUnion<T1, T2>, ? super W> trigger;
        private final Evictor<? super TaggedUnion<T1, T2>, ? super W> evictor;
        private final Duration allowedLateness;

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
            this.input1 = input1;
            this.input2 = input2;
            this.keySelector1 = keySelector1;
            this.keySelector2 = keySelector2;
            this.keyType = keyType;
            this.windowAssigner = windowAssigner;
            this.trigger = trigger;
            this.evictor = evictor;
            this.allowedLateness = allowedLateness;
        }

        private WithWindow<T1, T2, KEY, W> with(
                Trigger<? super TaggedUnion<T1, T2>, ? super W> newTrigger,
                Evictor<? super TaggedUnion<T1, T2>, ? super W> newEvictor,
                Duration newLateness) {
            return new WithWindow<>(
                    input1,
                    input2,
                    keySelector1,
                    keySelector2,
                    keyType,
                    windowAssigner,
                    newTrigger,
                    newEvictor,
                    newLateness);
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> trigger(Trigger<? super TaggedUnion<T1, T2>, ? super W> newTrigger) {
            return with(newTrigger, evictor, allowedLateness);
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> evictor(Evictor<? super TaggedUnion<T1, T2>, ? super W> newEvictor) {
            return with(trigger, newEvictor, allowedLateness);
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> allowedLateness(Time newLateness) {
            return with(trigger, evictor, Time.toDuration(newLateness));
        }

        @PublicEvolving
        public WithWindow<T1, T2, KEY, W> allowedLateness(Duration newLateness) {
            return with(trigger, evictor, newLateness);
        }

        public <T> DataStream<T> apply(CoGroupFunction<T1, T2, T> function) {
            return with(function);
        }

        public <T> DataStream<T> apply(CoGroupFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(function, resultType);
        }

        /** The same, as an operator that can be given a name and more. */
        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(CoGroupFunction<T1, T2, T> function) {
            return with(OutputTypes.ofCoGroup(function, input1, input2), input1.clean(function), "CoGroup");
        }

        @PublicEvolving
        public <T> SingleOutputStreamOperator<T> with(
                CoGroupFunction<T1, T2, T> function, TypeInformation<T> resultType) {
            return with(OutputType.of(resultType), input1.clean(function), "CoGroup");
        }

        <T> SingleOutputStreamOperator<T> with(OutputType<T> type, CoGroupFunction<T1, T2, T> function, String name) {
            UnionTypeInfo<T1, T2> unionType = new UnionTypeInfo<>(input1.getType(), input2.getType());
            DataStream<TaggedUnion<T1, T2>> one = input1.map(new Input1Tagger<T1, T2>(), unionType)
                    .name("Tag first input")
                    .setParallelism(input1.getParallelism());
            DataStream<TaggedUnion<T1, T2>> two = input2.map(new Input2Tagger<T1, T2>(), unionType)
                    .name("Tag second input")
                    .setParallelism(input2.getParallelism());
            KeyedStream<TaggedUnion<T1, T2>, KEY> both =
                    new KeyedStream<>(one.union(two), new UnionKeySelector<>(keySelector1, keySelector2), keyType);
            WindowedStream<TaggedUnion<T1, T2>, KEY, W> windows = both.window(windowAssigner);
            if (trigger != null) {
                windows.trigger(trigger);
            }
            if (evictor != null) {
                windows.evictor(evictor);
            }
            if (allowedLateness != null) {
                windows.allowedLateness(allowedLateness);
            }
            return windows.apply(
                            type, new WindowContents.Elements(), new CoGroupWindowFunction<T1, T2, T, KEY, W>(function))
                    .name(name);
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

        public static <T1, T2> TaggedUnion<T1, T2> one(T1 one) {
            return new TaggedUnion<>(one, null, true);
        }

        public static <T1, T2> TaggedUnion<T1, T2> two(T2 two) {
            return new TaggedUnion<>(null, two, false);
        }

        public boolean isOne() {
            return isOne;
        }

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

    private static final class Input1Tagger<T1, T2> implements MapFunction<T1, TaggedUnion<T1, T2>> {
        private static final long serialVersionUID = 1L;

        @Override
        public TaggedUnion<T1, T2> map(T1 value) {
            return TaggedUnion.one(value);
        }
    }

    private static final class Input2Tagger<T1, T2> implements MapFunction<T2, TaggedUnion<T1, T2>> {
        private static final long serialVersionUID = 1L;

        @Override
        public TaggedUnion<T1, T2> map(T2 value) {
            return TaggedUnion.two(value);
        }
    }

    private static final class UnionKeySelector<T1, T2, KEY> implements KeySelector<TaggedUnion<T1, T2>, KEY> {
        private static final long serialVersionUID = 1L;

        private final KeySelector<T1, KEY> first;
        private final KeySelector<T2, KEY> second;

        UnionKeySelector(KeySelector<T1, KEY> first, KeySelector<T2, KEY> second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public KEY getKey(TaggedUnion<T1, T2> value) throws Exception {
            return value.isOne() ? first.getKey(value.getOne()) : second.getKey(value.getTwo());
        }
    }

    /** Parts the elements of a window by the side that they came from. */
    private static final class CoGroupWindowFunction<T1, T2, T, KEY, W extends Window>
            extends WrappedFunction<CoGroupFunction<T1, T2, T>>
            implements WindowFunction<TaggedUnion<T1, T2>, T, KEY, W> {
        private static final long serialVersionUID = 1L;

        CoGroupWindowFunction(CoGroupFunction<T1, T2, T> function) {
            super(function);
        }

        @Override
        public void apply(KEY key, W window, Iterable<TaggedUnion<T1, T2>> values, Collector<T> out) throws Exception {
            List<T1> ones = new ArrayList<>();
            List<T2> twos = new ArrayList<>();
            for (TaggedUnion<T1, T2> value : values) {
                if (value.isOne()) {
                    ones.add(value.getOne());
                } else {
                    twos.add(value.getTwo());
                }
            }
            wrapped.coGroup(ones, twos, out);
        }
    }

    /** The type of tagged elements. */
    private static final class UnionTypeInfo<T1, T2> extends TypeInformation<TaggedUnion<T1, T2>> {
        private static final long serialVersionUID = 1L;

        private final TypeInformation<T1> oneType;
        private final TypeInformation<T2> twoType;

        UnionTypeInfo(TypeInformation<T1> oneType, TypeInformation<T2> twoType) {
            this.oneType = oneType;
            this.twoType = twoType;
        }

        @Override
        public boolean isBasicType() {
            return false;
        }

        @Override
        public boolean isTupleType() {
            return false;
        }

        @Override
        public int getArity() {
            return 2;
        }

        @Override
        public int getTotalFields() {
            return 2;
        }

        @Override
        @SuppressWarnings("unchecked") // the class literal can't carry type parameters
        public Class<TaggedUnion<T1, T2>> getTypeClass() {
            return (Class<TaggedUnion<T1, T2>>) (Class<?>) TaggedUnion.class;
        }

        @Override
        public boolean isKeyType() {
            return false;
        }

        @Override
        public TypeSerializer<TaggedUnion<T1, T2>> createSerializer(SerializerConfig config) {
            return new UnionSerializer<>(oneType.createSerializer(config), twoType.createSerializer(config));
        }

        @Override
        public TypeSerializer<TaggedUnion<T1, T2>> createSerializer(ExecutionConfig config) {
            return createSerializer(config.getSerializerConfig());
        }

        @Override
        public String toString() {
            return "TaggedUnion<" + oneType + ", " + twoType + ">";
        }

        @Override
        public boolean equals(Object obj) {
            return obj instanceof UnionTypeInfo<?, ?> that
                    && that.oneType.equals(oneType)
                    && that.twoType.equals(twoType);
        }

        @Override
        public int hashCode() {
            return 31 * oneType.hashCode() + twoType.hashCode();
        }

        @Override
        public boolean canEqual(Object obj) {
            return obj instanceof UnionTypeInfo;
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
