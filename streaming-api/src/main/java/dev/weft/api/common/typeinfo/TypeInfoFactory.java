package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import java.lang.reflect.Type;
import java.util.Map;

/** Creates the type information of a type that is not served by the built-in rules. Needs a public no-arg constructor. */
@Public
public abstract class TypeInfoFactory<T> {

    /** For subclasses. The factory is made anew for each place where its type is found. */
    public TypeInfoFactory() {}

    /**
     * Creates the type information of one use of the type. Called while the program is built, on the thread that builds it.
     *
     * @param t the type as it was declared, with type arguments where it has any
     * @param genericParameters type information of the type arguments by name of the type parameter; the value is null where an
     *     argument could not be found out
     * @return never null
     */
    public abstract TypeInformation<T> createTypeInfo(Type t, Map<String, TypeInformation<?>> genericParameters);
}
