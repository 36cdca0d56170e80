package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.array.BooleanPrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.CharPrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.DoublePrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.FloatPrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.IntPrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import dev.weft.api.common.typeutils.base.array.ShortPrimitiveArraySerializer;
import java.util.Map;

/**
 * An array of primitives.
 *
 * @param <T> the type of the array
 */
@Public
public final class PrimitiveArrayTypeInfo<T> extends TypeInformation<T> implements AtomicType<T> {
    private static final long serialVersionUID = 1L;

    /** {@code boolean[]}. */
    public static final PrimitiveArrayTypeInfo<boolean[]> BOOLEAN_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(boolean[].class, BooleanPrimitiveArraySerializer.INSTANCE);
    /** {@code byte[]}. */
    public static final PrimitiveArrayTypeInfo<byte[]> BYTE_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(byte[].class, BytePrimitiveArraySerializer.INSTANCE);
    /** {@code short[]}. */
    public static final PrimitiveArrayTypeInfo<short[]> SHORT_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(short[].class, ShortPrimitiveArraySerializer.INSTANCE);
    /** {@code int[]}. */
    public static final PrimitiveArrayTypeInfo<int[]> INT_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(int[].class, IntPrimitiveArraySerializer.INSTANCE);
    /** {@code long[]}. */
    public static final PrimitiveArrayTypeInfo<long[]> LONG_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(long[].class, LongPrimitiveArraySerializer.INSTANCE);
    /** {@code float[]}. */
    public static final PrimitiveArrayTypeInfo<float[]> FLOAT_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(float[].class, FloatPrimitiveArraySerializer.INSTANCE);
    /** {@code double[]}. */
    public static final PrimitiveArrayTypeInfo<double[]> DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(double[].class, DoublePrimitiveArraySerializer.INSTANCE);
    /** {@code char[]}. */
    public static final PrimitiveArrayTypeInfo<char[]> CHAR_PRIMITIVE_ARRAY_TYPE_INFO =
            new PrimitiveArrayTypeInfo<>(char[].class, CharPrimitiveArraySerializer.INSTANCE);

    private static final Map<Class<?>, PrimitiveArrayTypeInfo<?>> BY_CLASS = Map.ofEntries(
            Map.entry(boolean[].class, BOOLEAN_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(byte[].class, BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(short[].class, SHORT_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(int[].class, INT_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(long[].class, LONG_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(float[].class, FLOAT_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(double[].class, DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO),
            Map.entry(char[].class, CHAR_PRIMITIVE_ARRAY_TYPE_INFO));

    private final Class<T> arrayClass;
    private final TypeSerializer<T> serializer;

    private PrimitiveArrayTypeInfo(Class<T> arrayClass, TypeSerializer<T> serializer) {
        this.arrayClass = arrayClass;
        this.serializer = serializer;
    }

    /** Returns the type information of such an array class, null for any other. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // found by its class
    public static <X> PrimitiveArrayTypeInfo<X> getInfoFor(Class<X> type) {
        return (PrimitiveArrayTypeInfo<X>) BY_CLASS.get(type);
    }

    /** Returns the primitive class of the elements, as {@code int.class}. */
    @PublicEvolving
    public Class<?> getComponentClass() {
        return arrayClass.getComponentType();
    }

    /** Returns the type information of the box of the elements. */
    @PublicEvolving
    public TypeInformation<?> getComponentType() {
        return BasicTypeInfo.getInfoFor(getComponentClass());
    }

    @Override
    @PublicEvolving
    public boolean isBasicType() {
        return false;
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
        return arrayClass;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return false;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return arrayClass.getComponentType().getName() + "[]";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof PrimitiveArrayTypeInfo<?> that && that.canEqual(this) && that.arrayClass == arrayClass;
    }

    @Override
    public int hashCode() {
        return arrayClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof PrimitiveArrayTypeInfo;
    }
}
