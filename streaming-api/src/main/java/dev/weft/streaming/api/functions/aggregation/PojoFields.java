package dev.weft.streaming.api.functions.aggregation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields and constructor of a POJO, for access to one field. */
record PojoFields<T>(List<Field> all, Field wanted, Constructor<T> constructor) {
    static Optional<Field> find(Class<?> type, String name) {
        return fields(type).stream()
                .filter(field -> field.getName().equals(name))
                .findFirst();
    }

    // a field hides one of the same name in a class above
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
            for (Field field : one.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    static <T> PojoFields<T> of(Class<T> type, String name) {
        List<Field> all = fields(type);
        all.forEach(field -> field.setAccessible(true));
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return new PojoFields<>(
                    all,
                    find(type, name).map(field -> all.get(all.indexOf(field))).orElseThrow(),
                    constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no constructor without parameters", e);
        }
    }

    Object get(T element) {
        try {
            return wanted.get(element);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(wanted + " cannot be read", e);
        }
    }

    T with(T element, Object value) {
        try {
            T copy = constructor.newInstance();
            for (Field field : all) {
                field.set(copy, field.get(element));
            }
            wanted.set(copy, value);
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a copy of " + element.getClass().getName() + " cannot be made", e);
        }
    }

    T set(T element, Object value) {
        try {
            wanted.set(element, value);
            return element;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(wanted + " cannot be written", e);
        }
    }
}
