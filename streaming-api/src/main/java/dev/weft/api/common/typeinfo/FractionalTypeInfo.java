package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * A floating-point number.
 *
 * @param <T> the type
 */
@Public
public class FractionalTypeInfo<T> extends NumericTypeInfo<T> {
    private static final long serialVersionUID = 1L;

    /**
     * For subclasses.
     *
     * @param clazz the class of the values, a box for a primitive
     * @param serializer for any number of threads
     */
    protected FractionalTypeInfo(Class<T> clazz, TypeSerializer<T> serializer) {
        super(clazz, serializer);
    }
}
