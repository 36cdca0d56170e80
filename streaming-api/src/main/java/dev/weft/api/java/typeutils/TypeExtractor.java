package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.BasicTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.lang.reflect.Type;

/** Finds type information by reflection. */
@Public
public class TypeExtractor {

    protected TypeExtractor() {}

    /** Finds the type information of a class without type parameters. */
    @SuppressWarnings("unchecked") // the information of a class is of that class
    public static <T> TypeInformation<T> createTypeInfo(Class<T> type) {
        return (TypeInformation<T>) createTypeInfo((Type) type);
    }

    /** Finds the type information of a type. */
    public static TypeInformation<?> createTypeInfo(Type type) {
        TypeInformation<?> basic = type instanceof Class<?> plain ? BasicTypeInfo.getInfoFor(plain) : null;
        if (basic == null) {
            throw new InvalidTypesException("The type " + type.getTypeName() + " can't be found out");
        }
        return basic;
    }

    /**
     * Finds the type that a class gives to a type parameter of one of its supertypes.
     *
     * @param instance the object, asked first if it knows its produced type
     * @param baseClass the supertype
     * @param clazz the object's class
     * @param returnParamPos position of the type parameter
     */
    @SuppressWarnings("unchecked") // the caller names the parameter whose type it expects
    public static <OUT> TypeInformation<OUT> createTypeInfo(
            Object instance, Class<?> baseClass, Class<?> clazz, int returnParamPos) {
        if (instance instanceof ResultTypeQueryable<?> queryable) {
            return (TypeInformation<OUT>) queryable.getProducedType();
        }
        return (TypeInformation<OUT>) createTypeInfo(TypeBindings.of(clazz).argumentOf(baseClass, returnParamPos));
    }
}
