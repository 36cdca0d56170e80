package dev.weft.engine.types;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.EitherTypeInfo;
import dev.weft.api.java.typeutils.GenericTypeInfo;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.api.java.typeutils.ListTypeInfo;
import dev.weft.api.java.typeutils.MapTypeInfo;
import dev.weft.api.java.typeutils.SetTypeInfo;
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

/**
 * Canonicalization of keys: converts equal keys into one form, so that they are serialized to the same bytes: sets and
 * maps ordered by the hashes of their elements, lists of one class. Without it, a backend that stores keys as bytes
 * would treat equal sets as different keys. Keys whose type has no such part are not touched. Stateless.
 */
public final class CanonicalKeys {

    /**
     * Elements have stable hashes; different elements rarely have equal ones, so the further criteria need not be fast.
     */
    private static final Comparator<Object> ORDER = Comparator.<Object>comparingInt(
                    element -> KeyPart.hashOrZero(KeyPart.BY_VALUE, element))
            .thenComparing(element -> element == null ? "" : element.getClass().getName())
            .thenComparing(String::valueOf);

    private CanonicalKeys() {}

    /** A selector that returns canonical keys; the same selector if all keys of the type are canonical already. */
    public static KeySelector<Object, Object> of(KeySelector<Object, Object> selector, TypeInformation<?> type) {
        if (!hasForms(type)) {
            return selector;
        }
        Class<?> raw = type.getTypeClass();
        return value -> {
            Object key = selector.getKey(value);
            Object canonical = canonical(key);
            return raw.isInstance(canonical) ? canonical : key;
        };
    }

    /** Whether equal values of a type can be serialized to different bytes. */
    private static boolean hasForms(TypeInformation<?> type) {
        if (type instanceof SetTypeInfo || type instanceof MapTypeInfo) {
            return true;
        }
        if (type instanceof ListTypeInfo || type instanceof EitherTypeInfo) {
            return type.getGenericParameters().values().stream().anyMatch(CanonicalKeys::hasForms);
        }
        if (type instanceof CompositeType<?> composite) {
            for (int i = 0; i < composite.getArity(); i++) {
                if (hasForms(composite.getTypeAt(i))) {
                    return true;
                }
            }
            return false;
        }
        Class<?> raw = type.getTypeClass();
        return type instanceof GenericTypeInfo
                && (KeyRules.isOpen(raw)
                        || raw == Optional.class
                        || Collection.class.isAssignableFrom(raw)
                        || Map.class.isAssignableFrom(raw));
    }

    private static Object canonical(Object key) {
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
