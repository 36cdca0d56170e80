package dev.weft.streaming.api.functions.aggregation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Accessors and constructor of a record, for access to one component. */
record RecordParts<T>(List<Method> accessors, Constructor<T> constructor, int wanted) {
    static <T> RecordParts<T> of(Class<T> type, String name) {
        RecordComponent[] components = type.getRecordComponents();
        List<Method> accessors = new ArrayList<>();
        Class<?>[] types = new Class<?>[components.length];
        int wanted = -1;
        for (int i = 0; i < components.length; i++) {
            Method accessor = components[i].getAccessor();
            accessor.setAccessible(true);
            accessors.add(accessor);
            types[i] = components[i].getType();
            wanted = components[i].getName().equals(name) ? i : wanted;
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new RecordParts<>(accessors, constructor, wanted);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type.getName() + " has no canonical constructor", e);
        }
    }

    Object get(T element) {
        return get(element, wanted);
    }

    private Object get(T element, int position) {
        try {
            return accessors.get(position).invoke(element);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(accessors.get(position) + " failed", e);
        }
    }

    T with(T element, Object value) {
        Object[] values = new Object[accessors.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == wanted ? value : get(element, i);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " failed", e);
        }
    }
}
