package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * A serializer without state and configuration: any thread may use it and all instances are equal.
 *
 * @param <T> the type of the values
 */
@Internal
public abstract class TypeSerializerSingleton<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializerSingleton<T> duplicate() {
        return this;
    }

    @Override
    public int hashCode() {
        return getClass().hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return obj != null && obj.getClass() == getClass();
    }
}
