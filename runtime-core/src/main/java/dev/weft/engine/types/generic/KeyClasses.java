package dev.weft.engine.types.generic;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The class as which a list, set or map of the JDK is written in a key: equal ones may be of different classes, such as
 * that of {@code List.of} and {@code ArrayList}. One class stands for all those whose objects it can replace in every
 * field. Not {@code TreeSet}, {@code LinkedList} and others, of which a field may be. Thread-safe.
 */
final class KeyClasses {

    private static final ClassValue<Class<?>> WRITTEN = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            Class<?> common = commonClass(type);
            return Platform.owns(type) && replaces(common, type) ? common : type;
        }
    };

    private KeyClasses() {}

    static Class<?> writtenAs(Class<?> type) {
        return WRITTEN.get(type);
    }

    private static Class<?> commonClass(Class<?> type) {
        if (List.class.isAssignableFrom(type)) {
            return ArrayList.class;
        }
        if (Set.class.isAssignableFrom(type)) {
            return LinkedHashSet.class;
        }
        return Map.class.isAssignableFrom(type) ? LinkedHashMap.class : type;
    }

    /** Whether a class is of every type that a field with an object of another class can have. */
    private static boolean replaces(Class<?> common, Class<?> type) {
        if (type == null) {
            return true;
        }
        if (Modifier.isPublic(type.getModifiers()) && !type.isAssignableFrom(common)) {
            return false;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (!replaces(common, implemented)) {
                return false;
            }
        }
        return replaces(common, type.getSuperclass());
    }
}
