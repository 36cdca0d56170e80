package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import java.lang.reflect.Type;
import java.util.Map;

/** Creates the type information of a type that is not served by the built-in rules. Needs a public no-arg constructor. */
@Public
public abstract class TypeInfoFactory<T> {

    public TypeInfoFactory() {}

    /**
     * Creates the type information.
     *
     * @param t the type as it was declared, with type parameters where it has any
     * @param genericParameters by name of the type parameter; the value is null where it could not be found
     */
    public abstract TypeInformation<T> createTypeInfo(Type t, Map<String, TypeInformation<?>> genericParameters);
}
