package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * A number or character, which can be added up and compared.
 *
 * @param <T> the type
 */
@Public
public abstract class NumericTypeInfo<T> extends BasicTypeInfo<T> {
    private static final long serialVersionUID = 1L;

    /**
     * For subclasses.
     *
     * @param clazz the class of the values, a box for a primitive
     * @param serializer for any number of threads
     */
    protected NumericTypeInfo(Class<T> clazz, TypeSerializer<T> serializer) {
        super(clazz, serializer);
    }
}
