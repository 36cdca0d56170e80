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

    /**
     * Whether this is a primitive, its box, String, Void, a date of {@code java.util}, an Instant, or a big number.
     */
    @PublicEvolving
    public abstract boolean isBasicType();

    /** Whether values are tuples, whose fields are reached by position. */
    @PublicEvolving
    public abstract boolean isTupleType();

    /**
     * Returns the number of fields, those of nested types not counted: 2 for {@code Tuple2<Tuple2<A, B>, C>}. 1 for a type
     * without fields of its own.
     */
    @PublicEvolving
    public abstract int getArity();

    /**
     * Returns the number of fields with those of nested types counted in place of the field that holds them: 3 for
     * {@code Tuple2<Tuple2<A, B>, C>}. At least 1.
     */
    @PublicEvolving
    public abstract int getTotalFields();

    /** Returns the class of the values; for a type with type parameters the class without them. Never null. */
    @PublicEvolving
    public abstract Class<T> getTypeClass();

    /**
     * Returns what is bound to the type parameters of {@link #getTypeClass()}, by name of the parameter. Parameters that are not
     * known are left out; empty by default.
     */
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of();
    }

    /**
     * Whether values can be keys: equal values are equal, and hash alike, in every process of a job. A type of one's own that
     * answers true must keep that promise; {@code keyBy} refuses a type that answers false.
     */
    @PublicEvolving
    public abstract boolean isKeyType();

    /** Whether values have a natural order. By default the same answer as {@link #isKeyType()}. */
    @PublicEvolving
    public boolean isSortKeyType() {
        return isKeyType();
    }

    /**
     * Creates a serializer of the values. Each call may give a new one, which belongs to one thread.
     *
     * @param config what the program has registered for its types
     * @throws UnsupportedOperationException if no value of the type can be serialized, or generic types are disabled and this
     *     is one
     */
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return createSerializer(new ExecutionConfig(config));
    }

    /**
     * As {@link #createSerializer(SerializerConfig)}. A type of one's own implements this form; the other one calls it.
     */
    @PublicEvolving
    public abstract TypeSerializer<T> createSerializer(ExecutionConfig config);

    @Override
    public abstract String toString();

    @Override
    public abstract boolean equals(Object obj);

    @Override
    public abstract int hashCode();

    /**
     * Whether {@code obj} is of a class whose objects this type information can be equal to. Keeps {@link #equals} symmetric
     * where a type information has subclasses: both sides must answer true.
     */
    public abstract boolean canEqual(Object obj);

    /**
     * Finds the type information of a class without type parameters, by the rules that are used for functions: basic types,
     * arrays, enums, tuples, records, POJOs, and the generic fallback for all others.
     *
     * @throws InvalidTypesException if the class has type parameters that must be known, as tuples have; use
     *     {@link #of(TypeHint)} for it
     */
    public static <T> TypeInformation<T> of(Class<T> typeClass) {
        return TypeExtractor.createTypeInfo(typeClass);
    }

    /** Returns the type information that a hint has captured: {@code of(new TypeHint<Tuple2<String, Long>>() {})}. */
    public static <T> TypeInformation<T> of(TypeHint<T> typeHint) {
        return typeHint.getTypeInfo();
    }
}
