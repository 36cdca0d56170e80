package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.io.Serializable;
import java.util.Map;

/**
 * What is known about the type of the elements of a stream: its class, its fields, whether it can be a key, and the
 * serializer for it. Immutable.
 *
 * @param <T> the Java type
 */
@Public
public abstract class TypeInformation<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Says whether this is a primitive, its box, String, void, a date or a big number. */
    @PublicEvolving
    public abstract boolean isBasicType();

    /** Says whether this is a tuple, whose fields are reached by position. */
    @PublicEvolving
    public abstract boolean isTupleType();

    /** Returns the number of fields without those of nested types. */
    @PublicEvolving
    public abstract int getArity();

    /** Returns the number of fields with nested ones counted instead of the field that holds them; at least 1. */
    @PublicEvolving
    public abstract int getTotalFields();

    /** Returns the class of the elements. */
    @PublicEvolving
    public abstract Class<T> getTypeClass();

    /** Returns the types bound to the type parameters of {@link #getTypeClass()} by name, where they are known. */
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of();
    }

    /** Says whether elements can be keys: equal elements have equal hash codes in every process. */
    @PublicEvolving
    public abstract boolean isKeyType();

    /** Says whether elements have an order. */
    @PublicEvolving
    public boolean isSortKeyType() {
        return isKeyType();
    }

    /** Creates a serializer for one thread. */
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return createSerializer(new ExecutionConfig(config));
    }

    /** Creates a serializer for one thread; the form that a type which is not ours implements. */
    @PublicEvolving
    public abstract TypeSerializer<T> createSerializer(ExecutionConfig config);

    @Override
    public abstract String toString();

    @Override
    public abstract boolean equals(Object obj);

    @Override
    public abstract int hashCode();

    /** Says whether {@code obj} is of a class that this type information can be equal to. */
    public abstract boolean canEqual(Object obj);

    /**
     * Finds the type information of a class without type parameters.
     *
     * @throws InvalidTypesException if the class needs type parameters; use {@link #of(TypeHint)} then
     */
    public static <T> TypeInformation<T> of(Class<T> typeClass) {
        return TypeExtractor.createTypeInfo(typeClass);
    }

    /** Returns the type information that a hint captured: {@code of(new TypeHint<Tuple2<String, Long>>() {})}. */
    public static <T> TypeInformation<T> of(TypeHint<T> typeHint) {
        return typeHint.getTypeInfo();
    }
}
