package dev.weft.api.common.typeutils;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.java.tuple.Tuple0;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.types.Either;
import dev.weft.types.Row;
import dev.weft.types.RowKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every serializer, on random values of its type. */
class SerializersTest {
    private static final int VALUES = 200;

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grass";
            }
        },
        BLUE
    }

    record Point(int x, Long y, String name, Color color, List<Integer> tags) {}

    static Stream<Arguments> types() {
        return Stream.of(
                of(Types.BOOLEAN, Random::nextBoolean),
                of(Types.BYTE, r -> (byte) r.nextInt()),
                of(Types.SHORT, r -> (short) r.nextInt()),
                of(Types.INT, Random::nextInt),
                of(Types.LONG, Random::nextLong),
                of(Types.FLOAT, r -> Float.intBitsToFloat(r.nextInt())),
                of(Types.DOUBLE, r -> Double.longBitsToDouble(r.nextLong())),
                of(Types.CHAR, r -> (char) r.nextInt()),
                of(Types.STRING, SerializersTest::text),
                of(Types.VOID, r -> null),
                of(Types.BIG_INT, SerializersTest::bigInteger),
                of(Types.BIG_DEC, r -> new BigDecimal(bigInteger(r), r.nextInt())),
                of(TypeInformation.of(Date.class), r -> new Date(r.nextLong())),
                of(Types.SQL_DATE, r -> new java.sql.Date(r.nextInt())),
                of(Types.SQL_TIME, r -> new java.sql.Time(r.nextInt())),
                of(Types.SQL_TIMESTAMP, SerializersTest::timestamp),
                of(Types.INSTANT, SerializersTest::instant),
                of(Types.LOCAL_DATE, SerializersTest::date),
                of(Types.LOCAL_TIME, SerializersTest::time),
                of(Types.LOCAL_DATE_TIME, r -> LocalDateTime.of(date(r), time(r))),
                of(Types.ENUM(Color.class), SerializersTest::color),
                of(array(Types.BOOLEAN), r -> new boolean[] {r.nextBoolean(), true}),
                of(array(Types.BYTE), r -> text(r).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                of(array(Types.SHORT), r -> new short[] {(short) r.nextInt()}),
                of(array(Types.INT), r -> r.ints(r.nextInt(200)).toArray()),
                of(array(Types.LONG), r -> r.longs(r.nextInt(200)).toArray()),
                of(array(Types.FLOAT), r -> new float[] {r.nextFloat(), Float.NaN}),
                of(array(Types.DOUBLE), r -> r.doubles(r.nextInt(20)).toArray()),
                of(array(Types.CHAR), r -> text(r).toCharArray()),
                of(
                        Types.OBJECT_ARRAY(Types.STRING),
                        r -> list(r, SerializersTest::text).toArray(String[]::new)),
                of(
                        Types.OBJECT_ARRAY(Types.LONG),
                        r -> list(r, Random::nextLong).toArray(Long[]::new)),
                of(Types.LIST(Types.INT), r -> list(r, Random::nextInt)),
                of(Types.SET(Types.STRING), r -> new HashSet<>(list(r, SerializersTest::text))),
                of(Types.MAP(Types.STRING, Types.LONG), r -> map(r, SerializersTest::text, Random::nextLong)),
                of(Types.MAP(Types.STRING, Types.STRING), r -> map(r, SerializersTest::text, SerializersTest::text)),
                of(
                        Types.EITHER(Types.STRING, Types.INT),
                        r -> r.nextBoolean() ? Either.Left(text(r)) : Either.Right(1)),
                of(Types.ROW(Types.STRING, Types.INT, Types.LIST(Types.LONG)), SerializersTest::row),
                of(TypeInformation.of(Tuple0.class), r -> Tuple0.INSTANCE),
                of(Types.<Tuple2<Long, String>>TUPLE(Types.LONG, Types.STRING), r -> Tuple2.of(r.nextLong(), text(r))),
                of(
                        new TypeHint<Tuple3<Integer, List<String>, Tuple2<Byte, int[]>>>() {}.getTypeInfo(),
                        r -> Tuple3.of(r.nextInt(), new ArrayList<>(List.of(text(r))), Tuple2.of((byte) 1, null))),
                of(TypeInformation.of(Point.class), SerializersTest::point),
                of(TypeInformation.of(Person.class), Person::random));
    }

    private static <T> Arguments of(TypeInformation<T> type, Function<Random, T> values) {
        return Arguments.of(type, values);
    }

    @SuppressWarnings("unchecked") // the caller knows the array
    private static <T> TypeInformation<T> array(TypeInformation<?> box) {
        return (TypeInformation<T>) Types.PRIMITIVE_ARRAY(box);
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void roundTripsCopiesAndLengthsHold(TypeInformation<T> type, Function<Random, T> values) throws Exception {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerSettings());
        Random random = new Random(42);
        for (int i = 0; i < VALUES; i++) {
            SerializerContract.holdsFor(serializer, values.apply(random));
        }
        if (serializer instanceof NullTolerant) {
            SerializerContract.holdsFor(serializer, null);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void aSerializerTravelsAndComesBackFromItsSnapshot(TypeInformation<T> type, Function<Random, T> values)
            throws Exception {
        SerializerContract.survivesTravelAndSnapshot(type.createSerializer(new SerializerSettings()));
        assertThat(type.createSerializer(new SerializerSettings()).getClass()).isFinal();
    }

    static String text(Random random) {
        int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(70);
        int limit = new int[] {0x80, 0x100, 0x10000}[random.nextInt(3)];
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) random.nextInt(limit);
        }
        return new String(chars);
    }

    static <E> List<E> list(Random random, Function<Random, E> elements) {
        List<E> list = new ArrayList<>();
        int size = random.nextInt(20);
        boolean nulls = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            list.add(nulls && random.nextInt(4) == 0 ? null : elements.apply(random));
        }
        return list;
    }

    private static <K, V> Map<K, V> map(Random random, Function<Random, K> keys, Function<Random, V> values) {
        Map<K, V> map = new LinkedHashMap<>();
        Set<K> distinct = new HashSet<>(list(random, keys));
        distinct.forEach(key -> map.put(key, random.nextInt(4) == 0 ? null : values.apply(random)));
        return map;
    }

    private static BigInteger bigInteger(Random random) {
        BigInteger magnitude = new BigInteger(random.nextInt(300), random);
        return random.nextBoolean() ? magnitude : magnitude.negate();
    }

    private static Timestamp timestamp(Random random) {
        Timestamp timestamp = new Timestamp(random.nextInt() * 1000L);
        timestamp.setNanos(random.nextInt(1_000_000_000));
        return timestamp;
    }

    private static Instant instant(Random random) {
        long range = Instant.MAX.getEpochSecond();
        return Instant.ofEpochSecond(random.nextLong() % range, random.nextInt(1_000_000_000));
    }

    private static LocalDate date(Random random) {
        return random.nextInt(50) == 0 ? LocalDate.MIN : LocalDate.ofEpochDay(random.nextInt());
    }

    private static LocalTime time(Random random) {
        return LocalTime.ofNanoOfDay((random.nextLong() >>> 1) % TimeUnit.DAYS.toNanos(1));
    }

    private static Color color(Random random) {
        return Color.values()[random.nextInt(3)];
    }

    private static Point point(Random random) {
        return new Point(
                random.nextInt(),
                random.nextBoolean() ? null : random.nextLong(),
                random.nextBoolean() ? null : text(random),
                color(random),
                random.nextBoolean() ? null : list(random, Random::nextInt));
    }

    private static Row row(Random random) {
        Row row = Row.ofKind(
                RowKind.values()[random.nextInt(4)],
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : random.nextInt(),
                list(random, Random::nextLong));
        return row;
    }
}
