package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.BigDecSerializer;
import dev.weft.api.common.typeutils.base.BigIntSerializer;
import dev.weft.api.common.typeutils.base.BooleanSerializer;
import dev.weft.api.common.typeutils.base.ByteSerializer;
import dev.weft.api.common.typeutils.base.CharSerializer;
import dev.weft.api.common.typeutils.base.DateSerializer;
import dev.weft.api.common.typeutils.base.DoubleSerializer;
import dev.weft.api.common.typeutils.base.FloatSerializer;
import dev.weft.api.common.typeutils.base.InstantSerializer;
import dev.weft.api.common.typeutils.base.IntSerializer;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.common.typeutils.base.ShortSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.common.typeutils.base.VoidSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;

/**
 * Primitives by their boxes, String, void, Date, Instant and big numbers.
 *
 * @param <T> the type
 */
@Public
public class BasicTypeInfo<T> extends TypeInformation<T> implements AtomicType<T> {
    private static final long serialVersionUID = 1L;

    /** Text; may be null. */
    public static final BasicTypeInfo<String> STRING_TYPE_INFO =
            new BasicTypeInfo<>(String.class, StringSerializer.INSTANCE);
    /** {@code boolean} and its box. */
    public static final BasicTypeInfo<Boolean> BOOLEAN_TYPE_INFO =
            new BasicTypeInfo<>(Boolean.class, BooleanSerializer.INSTANCE);
    /** {@code byte} and its box. */
    public static final BasicTypeInfo<Byte> BYTE_TYPE_INFO = new IntegerTypeInfo<>(Byte.class, ByteSerializer.INSTANCE);
    /** {@code short} and its box. */
    public static final BasicTypeInfo<Short> SHORT_TYPE_INFO =
            new IntegerTypeInfo<>(Short.class, ShortSerializer.INSTANCE);
    /** {@code int} and its box. */
    public static final BasicTypeInfo<Integer> INT_TYPE_INFO =
            new IntegerTypeInfo<>(Integer.class, IntSerializer.INSTANCE);
    /** {@code long} and its box. */
    public static final BasicTypeInfo<Long> LONG_TYPE_INFO = new IntegerTypeInfo<>(Long.class, LongSerializer.INSTANCE);
    /** {@code float} and its box. */
    public static final BasicTypeInfo<Float> FLOAT_TYPE_INFO =
            new FractionalTypeInfo<>(Float.class, FloatSerializer.INSTANCE);
    /** {@code double} and its box. */
    public static final BasicTypeInfo<Double> DOUBLE_TYPE_INFO =
            new FractionalTypeInfo<>(Double.class, DoubleSerializer.INSTANCE);
    /** {@code char} and its box. */
    public static final BasicTypeInfo<Character> CHAR_TYPE_INFO =
            new IntegerTypeInfo<>(Character.class, CharSerializer.INSTANCE);
    /** {@link java.util.Date}, in milliseconds. */
    public static final BasicTypeInfo<Date> DATE_TYPE_INFO = new BasicTypeInfo<>(Date.class, DateSerializer.INSTANCE);
    /** No value; only null. */
    public static final BasicTypeInfo<Void> VOID_TYPE_INFO = new BasicTypeInfo<>(Void.class, VoidSerializer.INSTANCE);
    /** Whole numbers of any length. */
    public static final BasicTypeInfo<BigInteger> BIG_INT_TYPE_INFO =
            new BasicTypeInfo<>(BigInteger.class, BigIntSerializer.INSTANCE);
    /** Decimal numbers of any length, with their scale. */
    public static final BasicTypeInfo<BigDecimal> BIG_DEC_TYPE_INFO =
            new BasicTypeInfo<>(BigDecimal.class, BigDecSerializer.INSTANCE);
    /** Moments with nanoseconds. */
    public static final BasicTypeInfo<Instant> INSTANT_TYPE_INFO =
            new BasicTypeInfo<>(Instant.class, InstantSerializer.INSTANCE);

    private static final Map<Class<?>, BasicTypeInfo<?>> BY_CLASS = Map.ofEntries(
            Map.entry(String.class, STRING_TYPE_INFO),
            Map.entry(Boolean.class, BOOLEAN_TYPE_INFO),
            Map.entry(boolean.class, BOOLEAN_TYPE_INFO),
            Map.entry(Byte.class, BYTE_TYPE_INFO),
            Map.entry(byte.class, BYTE_TYPE_INFO),
            Map.entry(Short.class, SHORT_TYPE_INFO),
            Map.entry(short.class, SHORT_TYPE_INFO),
            Map.entry(Integer.class, INT_TYPE_INFO),
            Map.entry(int.class, INT_TYPE_INFO),
            Map.entry(Long.class, LONG_TYPE_INFO),
            Map.entry(long.class, LONG_TYPE_INFO),
            Map.entry(Float.class, FLOAT_TYPE_INFO),
            Map.entry(float.class, FLOAT_TYPE_INFO),
            Map.entry(Double.class, DOUBLE_TYPE_INFO),
            Map.entry(double.class, DOUBLE_TYPE_INFO),
            Map.entry(Character.class, CHAR_TYPE_INFO),
            Map.entry(char.class, CHAR_TYPE_INFO),
            Map.entry(Date.class, DATE_TYPE_INFO),
            Map.entry(Void.class, VOID_TYPE_INFO),
            Map.entry(void.class, VOID_TYPE_INFO),
            Map.entry(BigInteger.class, BIG_INT_TYPE_INFO),
            Map.entry(BigDecimal.class, BIG_DEC_TYPE_INFO),
            Map.entry(Instant.class, INSTANT_TYPE_INFO));

    private final Class<T> clazz;
    private final TypeSerializer<T> serializer;

    /**
     * For subclasses.
     *
     * @param clazz the class of the values, a box for a primitive
     * @param serializer for any number of threads
     */
    protected BasicTypeInfo(Class<T> clazz, TypeSerializer<T> serializer) {
        this.clazz = Objects.requireNonNull(clazz);
        this.serializer = Objects.requireNonNull(serializer);
    }

    @Override
    @PublicEvolving
    public boolean isBasicType() {
        return true;
    }

    @Override
    @PublicEvolving
    public boolean isTupleType() {
        return false;
    }

    @Override
    @PublicEvolving
    public int getArity() {
        return 1;
    }

    @Override
    @PublicEvolving
    public int getTotalFields() {
        return 1;
    }

    @Override
    @PublicEvolving
    public Class<T> getTypeClass() {
        return clazz;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return clazz != Void.class;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return serializer;
    }

    @Override
    public int hashCode() {
        return clazz.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof BasicTypeInfo;
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof BasicTypeInfo<?> that && that.canEqual(this) && that.clazz == clazz;
    }

    @Override
    public String toString() {
        return clazz.getSimpleName();
    }

    /** Returns the type information of a primitive or other basic class, null for any other. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // a primitive class stands for its box
    public static <X> BasicTypeInfo<X> getInfoFor(Class<X> type) {
        return (BasicTypeInfo<X>) BY_CLASS.get(Objects.requireNonNull(type));
    }
}
