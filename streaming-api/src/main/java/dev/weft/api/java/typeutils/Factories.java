package dev.weft.api.java.typeutils;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInfo;
import dev.weft.api.common.typeinfo.TypeInfoFactory;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Registry of the type information factories: those that the program has registered, and those named by annotations.
 * Thread-safe.
 */
final class Factories {
    private static final Map<Class<?>, Class<? extends TypeInfoFactory<?>>> REGISTERED = new ConcurrentHashMap<>();

    private Factories() {}

    static void register(Class<?> type, Class<? extends TypeInfoFactory<?>> factory) {
        REGISTERED.put(type, factory);
    }

    /** Returns the factory of a class or of the closest superclass that has one. */
    static Optional<TypeInfoFactory<?>> of(Class<?> type) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            Class<?> registered = REGISTERED.get(c);
            if (registered != null) {
                return Optional.of(create(registered));
            }
            TypeInfo annotation = c.getAnnotation(TypeInfo.class);
            if (annotation != null) {
                return Optional.of(create(annotation.value()));
            }
        }
        return Optional.empty();
    }

    static Optional<TypeInfoFactory<?>> of(Field field) {
        TypeInfo annotation = field.getAnnotation(TypeInfo.class);
        return annotation == null ? Optional.empty() : Optional.of(create(annotation.value()));
    }

    private static TypeInfoFactory<?> create(Class<?> factory) {
        try {
            return (TypeInfoFactory<?>) factory.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new InvalidTypesException(
                    factory.getName() + " can't be created; it needs a public constructor without parameters", e);
        }
    }
}
