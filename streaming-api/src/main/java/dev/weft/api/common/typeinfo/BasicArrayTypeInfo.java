package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.ObjectArraySerializer;
import java.util.Map;

/**
 * An array of boxes or texts; null elements are allowed.
 *
 * @param <T> the type of the array
 * @param <C> the type of the elements
 */
@Public
public final class BasicArrayTypeInfo<T, C> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    /** Arrays of text. As with all types here, elements may be null. */
    public static final BasicArrayTypeInfo<String[], String> STRING_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(String[].class, BasicTypeInfo.STRING_TYPE_INFO);
    /** {@code Boolean[]}. */
    public static final BasicArrayTypeInfo<Boolean[], Boolean> BOOLEAN_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Boolean[].class, BasicTypeInfo.BOOLEAN_TYPE_INFO);
    /** {@code Byte[]}. */
    public static final BasicArrayTypeInfo<Byte[], Byte> BYTE_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Byte[].class, BasicTypeInfo.BYTE_TYPE_INFO);
    /** {@code Short[]}. */
    public static final BasicArrayTypeInfo<Short[], Short> SHORT_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Short[].class, BasicTypeInfo.SHORT_TYPE_INFO);
    /** {@code Integer[]}. */
    public static final BasicArrayTypeInfo<Integer[], Integer> INT_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Integer[].class, BasicTypeInfo.INT_TYPE_INFO);
    /** {@code Long[]}. */
    public static final BasicArrayTypeInfo<Long[], Long> LONG_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Long[].class, BasicTypeInfo.LONG_TYPE_INFO);
    /** {@code Float[]}. */
    public static final BasicArrayTypeInfo<Float[], Float> FLOAT_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Float[].class, BasicTypeInfo.FLOAT_TYPE_INFO);
    /** {@code Double[]}. */
    public static final BasicArrayTypeInfo<Double[], Double> DOUBLE_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Double[].class, BasicTypeInfo.DOUBLE_TYPE_INFO);
    /** {@code Character[]}. */
    public static final BasicArrayTypeInfo<Character[], Character> CHAR_ARRAY_TYPE_INFO =
            new BasicArrayTypeInfo<>(Character[].class, BasicTypeInfo.CHAR_TYPE_INFO);

    private static final Map<Class<?>, BasicArrayTypeInfo<?, ?>> BY_CLASS = Map.ofEntries(
            Map.entry(String[].class, STRING_ARRAY_TYPE_INFO),
            Map.entry(Boolean[].class, BOOLEAN_ARRAY_TYPE_INFO),
            Map.entry(Byte[].class, BYTE_ARRAY_TYPE_INFO),
            Map.entry(Short[].class, SHORT_ARRAY_TYPE_INFO),
            Map.entry(Integer[].class, INT_ARRAY_TYPE_INFO),
            Map.entry(Long[].class, LONG_ARRAY_TYPE_INFO),
            Map.entry(Float[].class, FLOAT_ARRAY_TYPE_INFO),
            Map.entry(Double[].class, DOUBLE_ARRAY_TYPE_INFO),
            Map.entry(Character[].class, CHAR_ARRAY_TYPE_INFO));

    private final Class<T> arrayClass;
    private final TypeInformation<C> componentInfo;

    private BasicArrayTypeInfo(Class<T> arrayClass, BasicTypeInfo<C> componentInfo) {
        this.arrayClass = arrayClass;
        this.componentInfo = componentInfo;
    }

    /** Returns the type information of such an array class, null for any other. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // found by its class
    public static <X, C> BasicArrayTypeInfo<X, C> getInfoFor(Class<X> type) {
        return (BasicArrayTypeInfo<X, C>) BY_CLASS.get(type);
    }

    /** Returns the class of the elements. */
    @PublicEvolving
    public Class<C> getComponentTypeClass() {
        return componentInfo.getTypeClass();
    }

    /** Returns the type information of the elements. */
    @PublicEvolving
    public TypeInformation<C> getComponentInfo() {
        return componentInfo;
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
        @SuppressWarnings("unchecked") // T is C[]
        TypeSerializer<T> serializer = (TypeSerializer<T>)
                new ObjectArraySerializer<>(componentInfo.getTypeClass(), componentInfo.createSerializer(config));
        return serializer;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "BasicArrayTypeInfo<" + componentInfo + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof BasicArrayTypeInfo<?, ?> that && that.canEqual(this) && that.arrayClass == arrayClass;
    }

    @Override
    public int hashCode() {
        return arrayClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof BasicArrayTypeInfo;
    }
}
