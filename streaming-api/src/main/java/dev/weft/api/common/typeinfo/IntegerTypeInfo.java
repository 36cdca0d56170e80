package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * A whole number or character.
 *
 * @param <T> the type
 */
@Public
public class IntegerTypeInfo<T> extends NumericTypeInfo<T> {
    private static final long serialVersionUID = 1L;

    /**
     * For subclasses.
     *
     * @param clazz the class of the values, a box for a primitive
     * @param serializer for any number of threads
     */
    protected IntegerTypeInfo(Class<T> clazz, TypeSerializer<T> serializer) {
        super(clazz, serializer);
    }
}
