package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.tuple.Tuple4;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.TupleTypeInfo;
import dev.weft.api.java.typeutils.runtime.ReflectiveCodec;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.types.NullFieldException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated codecs against the reflective one, on random values. */
class GeneratedCodecTest {

    private record Measure(long time, Integer level, String place, double[] samples, Everything.Color color) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Measure that
                    && time == that.time
                    && Objects.equals(level, that.level)
                    && Objects.equals(place, that.place)
                    && Arrays.equals(samples, that.samples)
                    && color == that.color;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(time);
        }
    }

    record Generic<T>(T value, Tuple2<Integer, T> pair) {}

    record Empty() {}

    static Stream<Arguments> products() {
        return Stream.of(
                of(TypeInformation.of(Everything.class), Everything::random),
                of(TypeInformation.of(Measure.class), GeneratedCodecTest::measure),
                of(
                        new TypeHint<Generic<Long>>() {}.getTypeInfo(),
                        r -> new Generic<>(
                                r.nextBoolean() ? null : r.nextLong(),
                                r.nextBoolean() ? null : Tuple2.of(1, r.nextLong()))),
                of(new TypeHint<Tuple2<String, Integer>>() {}.getTypeInfo(), r -> Tuple2.of(null, r.nextInt())),
                of(
                        new TypeHint<Tuple4<Long, List<Byte>, Character, Tuple2<Double, Boolean>>>() {}.getTypeInfo(),
                        r -> Tuple4.of(r.nextLong(), new ArrayList<>(List.of((byte) 3)), 'x', Tuple2.of(0.5, true))),
                of(TypeInformation.of(Empty.class), r -> new Empty()));
    }

    private static <T> Arguments of(TypeInformation<T> type, Function<Random, T> values) {
        return Arguments.of(type, values);
    }

    private static Measure measure(Random r) {
        return new Measure(
                r.nextLong(),
                r.nextBoolean() ? null : r.nextInt(),
                r.nextBoolean() ? null : "place",
                r.nextBoolean() ? null : r.doubles(3).toArray(),
                r.nextBoolean() ? null : Everything.Color.RED);
    }

    static <T> ProductShape<T> shapeOf(TypeInformation<T> type) throws NoSuchFieldException {
        CompositeType<T> composite = (CompositeType<T>) type;
        List<Field> fields = new ArrayList<>();
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        for (int i = 0; i < composite.getArity(); i++) {
            fields.add(
                    composite instanceof PojoTypeInfo<?> pojo
                            ? pojo.getPojoFieldAt(i).getField()
                            : type.getTypeClass().getField("f" + i));
            serializers.add(composite.getTypeAt(i).createSerializer(new SerializerSettings()));
        }
        ProductShape.Kind kind = type instanceof TupleTypeInfo<?>
                ? ProductShape.Kind.TUPLE
                : type.getTypeClass().isRecord() ? ProductShape.Kind.RECORD : ProductShape.Kind.POJO;
        return new ProductShape<>(type.getTypeClass(), kind, fields, serializers);
    }

    private static <T> ProductCodec<T> generated(ProductShape<T> shape) {
        return new GeneratedCodecs().factoryFor(shape).orElseThrow().create(shape);
    }

    private static <T> byte[] written(ProductCodec<T> codec, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        codec.write(value, out);
        return out.getCopyOfBuffer();
    }

    @ParameterizedTest
    @MethodSource("products")
    <T> void generatedCodeWritesReadsAndCopiesAsReflectionDoes(TypeInformation<T> type, Function<Random, T> values)
            throws Exception {
        ProductShape<T> shape = shapeOf(type);
        ProductCodec<T> generated = generated(shape);
        ProductCodec<T> reflective = new ReflectiveCodec<>(shape);
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            T value = values.apply(random);
            T other = values.apply(random);
            byte[] bytes = written(generated, value);
            assertThat(bytes).isEqualTo(written(reflective, value));
            assertThat(generated.read(new DataInputDeserializer(bytes))).isEqualTo(value);
            assertThat(reflective.read(new DataInputDeserializer(bytes))).isEqualTo(value);
            assertThat(generated.copy(value)).isEqualTo(value);
            assertThat(generated.copy(value, other)).isEqualTo(value);
            assertThat(generated.read(other, new DataInputDeserializer(bytes))).isEqualTo(value);
        }
    }

    @Test
    void aCopySharesNothingMutable() throws Exception {
        Random random = new Random(5);
        Everything value = Everything.random(random);
        value.tags = new ArrayList<>(List.of("a"));
        value.bytes = new byte[] {1};
        value.parent = Everything.random(random);
        Everything copy =
                generated(shapeOf(TypeInformation.of(Everything.class))).copy(value);
        assertThat(copy.tags).isEqualTo(value.tags).isNotSameAs(value.tags);
        assertThat(copy.bytes).isEqualTo(value.bytes).isNotSameAs(value.bytes);
        assertThat(copy.parent).isEqualTo(value.parent).isNotSameAs(value.parent);
        assertThat(copy.text).isSameAs(value.text);
    }

    @Test
    void theBytesOfAPojoAndARecordArePinned() throws IOException {
        TypeSerializer<Pin> record = TypeInformation.of(Pin.class).createSerializer(new SerializerSettings());
        DataOutputSerializer out = new DataOutputSerializer(16);
        record.serialize(new Pin(1, null, "ab", (short) 2), out);
        assertThat(out.getCopyOfBuffer()).containsExactly(1, 1, 0, 0, 0, 1, 5, 'a', 'b', 0, 2);
        out.clear();
        record.serialize(null, out);
        assertThat(out.getCopyOfBuffer()).containsExactly(0);
    }

    record Pin(int a, Long b, String c, short d) {}

    @Test
    void aNullFieldOfATupleIsNamedByGeneratedCodeToo() throws Exception {
        ProductCodec<Tuple2<Integer, Integer>> codec =
                generated(shapeOf(new TypeHint<Tuple2<Integer, Integer>>() {}.getTypeInfo()));
        assertThatThrownBy(() -> written(codec, Tuple2.of(1, null)))
                .isInstanceOf(NullFieldException.class)
                .hasMessageContaining("Field 1");
    }

    @Test
    void theSameClassWithTheSameSerializersIsGeneratedOnce() throws Exception {
        GeneratedCodecs codecs = new GeneratedCodecs();
        ProductShape<Everything> shape = shapeOf(TypeInformation.of(Everything.class));
        assertThat(codecs.factoryFor(shape).orElseThrow().create(shape))
                .hasSameClassAs(codecs.factoryFor(shape).orElseThrow().create(shape));
    }

    @Test
    void aSerializerGoesOnWithGeneratedCodeAndTheSameBytes() throws Exception {
        TypeSerializer<Everything> serializer =
                TypeInformation.of(Everything.class).createSerializer(new SerializerSettings());
        TypeSerializer<Everything> reader = serializer.duplicate();
        Everything value = Everything.random(new Random(1));
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        byte[] first = out.getCopyOfBuffer();
        for (int i = 0; i < 3_000; i++) {
            out.clear();
            serializer.serialize(value, out);
            assertThat(Arrays.equals(out.getCopyOfBuffer(), first)).isTrue();
            assertThat(reader.deserialize(new DataInputDeserializer(first)).equals(value))
                    .isTrue();
            assertThat(reader.copy(value).equals(value)).isTrue();
        }
    }

    @Test
    void classesOfAJobsOwnLoaderAreServed() throws Exception {
        ClassLoader job = new ChildFirst(Base.class, Everything.class, Everything.Color.class);
        Class<?> everything = job.loadClass(Everything.class.getName());
        assertThat(everything).isNotSameAs(Everything.class);
        roundTripOfAnyInstance(everything);
        roundTripOfAnyInstance(job.loadClass(Base.class.getName()));
    }

    private static <T> void roundTripOfAnyInstance(Class<T> type) throws Exception {
        ProductShape<T> shape = shapeOf(TypeInformation.of(type));
        ProductCodec<T> codec = generated(shape);
        assertThat(codec.getClass().getClassLoader()).isSameAs(type.getClassLoader());
        T value = type.getConstructor().newInstance();
        byte[] bytes = written(codec, value);
        assertThat(bytes).isEqualTo(written(new ReflectiveCodec<>(shape), value));
        assertThat(written(codec, codec.copy(codec.read(new DataInputDeserializer(bytes)))))
                .isEqualTo(bytes);
    }

    /** Loads some classes itself, as a job's loader does. */
    private static final class ChildFirst extends ClassLoader {
        private final List<String> own;

        private ChildFirst(Class<?>... own) {
            super(GeneratedCodecTest.class.getClassLoader());
            this.own = Arrays.stream(own).map(Class::getName).toList();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return own.contains(name) ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
