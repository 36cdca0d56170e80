package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.api.java.typeutils.TypeExtractor;

/**
 * Captures a type with its type parameters, which a class literal can't: {@code new TypeHint<Tuple2<String, Long>>() {}}.
 * The subclass must be written where the parameters are concrete, not type variables.
 */
@Public
public abstract class TypeHint<T> {
    private final TypeInformation<T> typeInfo;

    /**
     * Captures the type argument of the anonymous subclass that calls this.
     *
     * @throws dev.weft.api.common.functions.InvalidTypesException if the argument is missing, or is a type variable
     */
    public TypeHint() {
        typeInfo = TypeExtractor.createTypeInfo(this, TypeHint.class, getClass(), 0);
    }

    /** Returns the type information of the captured type. */
    public TypeInformation<T> getTypeInfo() {
        return typeInfo;
    }

    @Override
    public int hashCode() {
        return typeInfo.hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof TypeHint<?> that && typeInfo.equals(that.typeInfo);
    }

    @Override
    public String toString() {
        return "TypeHint: " + typeInfo;
    }
}
