package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
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
 * Kryo serializer for the JDK's collections and maps that cannot be instantiated by class: key sets, sublists and other
 * views, unmodifiable wrappers. Written as their elements, read as a collection of the same kind; wrapped lists are
 * wrapped again.
 */
final class ContentSerializer extends Serializer<Object> {

    /**
     * Whether a class is a wrapper of lists. Other wrappers are not supported, since a set or map may have a comparator
     * or equality of its own that is not visible.
     */
    static boolean servesLists(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.Collections$UnmodifiableList",
                    "java.util.Collections$UnmodifiableRandomAccessList",
                    "java.util.Collections$SynchronizedList",
                    "java.util.Collections$SynchronizedRandomAccessList" -> true;
            default -> false;
        };
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
        if (!servesLists(type)) {
            return content;
        }
        List<?> list = (List<?>) content;
        return type.getSimpleName().startsWith("Unmodifiable")
                ? Collections.unmodifiableList(list)
                : Collections.synchronizedList(list);
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
