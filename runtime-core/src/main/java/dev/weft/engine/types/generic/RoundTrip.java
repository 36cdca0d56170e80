package dev.weft.engine.types.generic;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Deep comparison of a value with its deserialized copy. Two objects are equal if {@code equals} says so, or else if
 * their contents are: elements of arrays and collections, fields of the user's classes. What is not accessible counts
 * as equal, so there are no false alarms. For one use on one thread.
 */
final class RoundTrip {
    private final Predicate<Class<?>> chosenByProgram;
    private final Map<Object, Object> compared = new IdentityHashMap<>();

    private RoundTrip(Predicate<Class<?>> chosenByProgram) {
        this.chosenByProgram = chosenByProgram;
    }

    /** Returns where two values differ, and how; empty if they do not. */
    static Optional<String> difference(Object before, Object after, Predicate<Class<?>> chosenByProgram) {
        return Optional.ofNullable(new RoundTrip(chosenByProgram).compare(before, after, ""));
    }

    /** Returns null where there is no difference. */
    private String compare(Object before, Object after, String path) {
        if (before == after) {
            return null;
        }
        if (before == null || after == null) {
            return shown(before, after, path);
        }
        if (compared.put(before, after) == after) {
            return null;
        }
        Class<?> type = before.getClass();
        if (chosenByProgram.test(type) || isLambdaOrProxy(type)) {
            return null;
        }
        if (type.isArray()) {
            return type == after.getClass() ? compareArrays(before, after, path) : shown(before, after, path);
        }
        boolean equal = areEqual(before, after);
        if (equal && type == after.getClass()) {
            return compareFields(before, after, equalityOf(type), path);
        }
        return equal ? null : compareUnequal(before, after, path);
    }

    private String compareUnequal(Object before, Object after, String path) {
        Class<?> type = before.getClass();
        if (before instanceof Map<?, ?> map) {
            String found =
                    after instanceof Map<?, ?> other ? compareMaps(map, other, path) : shown(before, after, path);
            return found != null || type != after.getClass() ? found : compareFields(before, after, Object.class, path);
        }
        if (before instanceof Collection<?> collection) {
            String found = after instanceof Collection<?> other
                    ? compareCollections(collection, other, path)
                    : shown(before, after, path);
            return found != null || type != after.getClass() ? found : compareFields(before, after, Object.class, path);
        }
        if (before instanceof Map.Entry<?, ?> entry && after instanceof Map.Entry<?, ?> other) {
            String found = compare(entry.getKey(), other.getKey(), path + ".key");
            return found != null ? found : compare(entry.getValue(), other.getValue(), path + ".value");
        }
        if (before instanceof Optional<?> content && after instanceof Optional<?> other) {
            return compare(content.orElse(null), other.orElse(null), path);
        }
        if (type != after.getClass() || type.isEnum() || Platform.owns(type) && overridesEquals(type)) {
            return shown(before, after, path);
        }
        return compareFields(before, after, Object.class, path);
    }

    private String compareArrays(Object before, Object after, String path) {
        int length = Array.getLength(before);
        if (length != Array.getLength(after)) {
            return at(path) + "an array of " + length + " elements became one of " + Array.getLength(after);
        }
        for (int i = 0; i < length; i++) {
            Object one = Array.get(before, i);
            Object two = Array.get(after, i);
            String found = before.getClass().getComponentType().isPrimitive()
                    ? one.equals(two) ? null : shown(one, two, path + "[" + i + "]")
                    : compare(one, two, path + "[" + i + "]");
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String compareCollections(Collection<?> before, Collection<?> after, String path) {
        if (before.size() != after.size()) {
            return at(path) + before.size() + " elements of "
                    + before.getClass().getName() + " became " + after.size();
        }
        if (before instanceof Set && !(before instanceof LinkedHashSet) && !(before instanceof SortedSet)) {
            return null;
        }
        Iterator<?> others = after.iterator();
        int i = 0;
        for (Object element : before) {
            String found = compare(element, others.next(), path + "[" + i++ + "]");
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String compareMaps(Map<?, ?> before, Map<?, ?> after, String path) {
        if (before.size() != after.size()) {
            return at(path) + before.size() + " entries of " + before.getClass().getName() + " became " + after.size();
        }
        if (before instanceof IdentityHashMap) {
            return null;
        }
        for (Map.Entry<?, ?> entry : before.entrySet()) {
            Object key = entry.getKey();
            if (after.containsKey(key)) {
                String found = compare(entry.getValue(), after.get(key), path + "[" + key + "]");
                if (found != null) {
                    return found;
                }
            } else if (key == null || overridesEquals(key.getClass()) && Platform.owns(key.getClass())) {
                return at(path) + "the entry of key " + key + " is gone";
            }
        }
        return null;
    }

    /** Compares the fields that the user's classes declare, up to a superclass. */
    private String compareFields(Object before, Object after, Class<?> below, String path) {
        Class<?> type = before.getClass();
        if (below == type || Platform.owns(type) || below == Object.class && takesCareOfItself(type)) {
            return null;
        }
        for (Field field : OpenFieldsSerializer.fieldsOf(type)) {
            if (below.isAssignableFrom(field.getDeclaringClass()) && below != field.getDeclaringClass()) {
                String found = compare(
                        OpenFieldsSerializer.get(field, before),
                        OpenFieldsSerializer.get(field, after),
                        path.isEmpty() ? field.getName() : path + "." + field.getName());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Whether a class customizes its Java serialization, which need not show in its fields. */
    private static boolean takesCareOfItself(Class<?> type) {
        return SerializationStrategy.of(type) == SerializationStrategy.JAVA
                && Platform.superclassOf(type) == Object.class;
    }

    private static boolean areEqual(Object before, Object after) {
        if (before instanceof URL one && after instanceof URL two) {
            // their equals() uses the network
            return one.toExternalForm().equals(two.toExternalForm());
        }
        try {
            return overridesEquals(before.getClass()) && before.equals(after);
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private static boolean overridesEquals(Class<?> type) {
        return equalityOf(type) != Object.class;
    }

    /** The class that declares {@code equals} for objects of a class. */
    private static Class<?> equalityOf(Class<?> type) {
        try {
            Class<?> declaring = type.getMethod("equals", Object.class).getDeclaringClass();
            return declaring.isInterface() ? Object.class : declaring;
        } catch (NoSuchMethodException | NoClassDefFoundError e) {
            return Object.class;
        }
    }

    private static boolean isLambdaOrProxy(Class<?> type) {
        return type.isHidden() || Proxy.isProxyClass(type);
    }

    private static String shown(Object before, Object after, String path) {
        return at(path) + text(before) + " became " + text(after);
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : "field '" + path + "': ";
    }

    private static String text(Object value) {
        if (value == null) {
            return "null";
        }
        String text;
        try {
            text = value.toString();
        } catch (RuntimeException e) {
            text = "a value";
        }
        String shortened = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return List.of(String.class, Integer.class, Long.class, Double.class, Boolean.class)
                        .contains(value.getClass())
                ? shortened
                : shortened + " of " + value.getClass().getName();
    }
}
