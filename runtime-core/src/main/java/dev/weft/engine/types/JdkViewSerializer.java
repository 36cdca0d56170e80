package dev.weft.engine.types;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collections and maps of the JDK that nobody can create by their class: unmodifiable and synchronized wrappers, key sets
 * and other views. Written as their content, read as a collection of the same kind, wrapped again where they were.
 */
final class JdkViewSerializer extends Serializer<Object> {

    /** Says whether values of a class can be served by this serializer only. */
    static boolean serves(Class<?> type) {
        return (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
                && !Modifier.isPublic(type.getModifiers())
                && type.getPackageName().startsWith("java.util");
    }

    private static Object contentOf(Object value) {
        if (value instanceof SortedMap<?, ?> map) {
            return new TreeMap<>(map);
        }
        if (value instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        if (value instanceof SortedSet<?> set) {
            return new TreeSet<>(set);
        }
        Collection<?> collection = (Collection<?>) value;
        return value instanceof Set ? new LinkedHashSet<>(collection) : new ArrayList<>(collection);
    }

    private static Object wrapped(Class<?> type, Object content) {
        if (type.getSimpleName().startsWith("Unmodifiable")) {
            return unmodifiable(content);
        }
        return type.getSimpleName().startsWith("Synchronized") ? synchronizedAs(content) : content;
    }

    private static Object unmodifiable(Object content) {
        if (content instanceof SortedMap<?, ?> map) {
            return Collections.unmodifiableSortedMap(map);
        }
        if (content instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(map);
        }
        if (content instanceof SortedSet<?> set) {
            return Collections.unmodifiableSortedSet(set);
        }
        return content instanceof Set<?> set
                ? Collections.unmodifiableSet(set)
                : Collections.unmodifiableList((List<?>) content);
    }

    private static Object synchronizedAs(Object content) {
        if (content instanceof SortedMap<?, ?> map) {
            return Collections.synchronizedSortedMap(map);
        }
        if (content instanceof Map<?, ?> map) {
            return Collections.synchronizedMap(map);
        }
        if (content instanceof SortedSet<?> set) {
            return Collections.synchronizedSortedSet(set);
        }
        return content instanceof Set<?> set
                ? Collections.synchronizedSet(set)
                : Collections.synchronizedList((List<?>) content);
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        kryo.writeClassAndObject(output, contentOf(value));
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        return wrapped(type, kryo.readClassAndObject(input));
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        return wrapped(original.getClass(), kryo.copy(contentOf(original)));
    }
}
