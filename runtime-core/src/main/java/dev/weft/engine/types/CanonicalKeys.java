package dev.weft.engine.types;

import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.types.Either;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Canonicalization of keys whose declared type leaves their class open: converts equal keys into one form, so that the generic
 * fallback serializes them to the same bytes: sets and maps ordered by the hashes of their elements, lists of one class. Typed
 * sets and maps are ordered by their serializers. Stateless.
 */
final class CanonicalKeys {

    /**
     * Elements have stable hashes; different elements rarely have equal ones, so the further criteria need not be fast.
     */
    private static final Comparator<Object> ORDER = Comparator.<Object>comparingInt(
                    element -> KeyPart.hashOrZero(KeyPart.BY_VALUE, element))
            .thenComparing(element -> element == null ? "" : element.getClass().getName())
            .thenComparing(String::valueOf);

    private CanonicalKeys() {}

    /**
     * How keys of a class that only the generic fallback serves are brought into one form; empty if they can be written in one
     * form only, or the fallback sees to it while it writes.
     */
    static Optional<UnaryOperator<Object>> of(Class<?> type) {
        boolean hasForms = KeyRules.isOpen(type)
                || type == Optional.class
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
        return hasForms ? Optional.of(CanonicalKeys::canonical) : Optional.empty();
    }

    static Object canonical(Object key) {
        if (key instanceof Set<?> set) {
            List<Object> elements = ofAll(set);
            elements.sort(ORDER);
            return new LinkedHashSet<>(elements);
        }
        if (key instanceof Map<?, ?> map) {
            List<Map.Entry<Object, Object>> entries = new ArrayList<>(map.size());
            map.forEach((each, value) -> entries.add(new SimpleImmutableEntry<>(canonical(each), canonical(value))));
            entries.sort(Map.Entry.comparingByKey(ORDER));
            Map<Object, Object> canonical = new LinkedHashMap<>();
            entries.forEach(entry -> canonical.put(entry.getKey(), entry.getValue()));
            return canonical;
        }
        if (key instanceof List<?> list) {
            return ofAll(list);
        }
        if (key instanceof Tuple tuple) {
            return ofTuple(tuple);
        }
        if (key instanceof Either<?, ?> either) {
            return either.isLeft()
                    ? new Either.Left<>(canonical(either.left()))
                    : new Either.Right<>(canonical(either.right()));
        }
        if (key instanceof Map.Entry<?, ?> entry) {
            return new SimpleImmutableEntry<>(canonical(entry.getKey()), canonical(entry.getValue()));
        }
        if (key instanceof Optional<?> optional) {
            return optional.map(CanonicalKeys::canonical);
        }
        return key instanceof Record ? ofRecord(key) : key;
    }

    private static List<Object> ofAll(Collection<?> elements) {
        List<Object> canonical = new ArrayList<>(elements.size());
        elements.forEach(element -> canonical.add(canonical(element)));
        return canonical;
    }

    private static Object ofTuple(Tuple tuple) {
        if (tuple.getClass().getSuperclass() != Tuple.class) {
            return tuple;
        }
        Tuple canonical = Tuple.newInstance(tuple.getArity());
        for (int i = 0; i < tuple.getArity(); i++) {
            canonical.setField(canonical(tuple.getField(i)), i);
        }
        return canonical;
    }

    private static Object ofRecord(Object key) {
        RecordComponent[] components = key.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        boolean changed = false;
        try {
            for (int i = 0; i < components.length; i++) {
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(key);
                Object canonical = canonical(value);
                types[i] = components[i].getType();
                values[i] = types[i].isInstance(canonical) ? canonical : value;
                changed |= values[i] != value;
            }
            if (!changed) {
                return key;
            }
            Constructor<?> constructor = key.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new WeftException(ErrorCode.USER_CODE, "a key of " + key.getClass() + " cannot be read or made", e);
        }
    }
}
