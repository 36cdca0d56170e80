package dev.weft.engine.types;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash of a key, equal in every JVM of the job: enums count by name, tuples and records with such fields field by
 * field, and types whose hash code is the object's identity are refused.
 */
@FunctionalInterface
public interface KeyHasher {

    /** The spread hash of a key, see {@link KeyGroups#spread}. */
    int hash(Object key);

    /**
     * The hasher for keys of a type.
     *
     * @throws WeftException when equal keys of this type can have different hashes
     */
    static KeyHasher of(TypeInformation<?> keyType) {
        Class<?> type = keyType.getTypeClass();
        check(type);
        if (Enum.class.isAssignableFrom(type)
                || Tuple.class.isAssignableFrom(type)
                || type == Object.class
                || type.isInterface()) {
            return key -> KeyGroups.spread(stableHash(key));
        }
        if (type.isRecord()) {
            return ofRecord(type);
        }
        return key -> {
            if (key == null) {
                throw nullKey();
            }
            return KeyGroups.spread(key.hashCode());
        };
    }

    private static void check(Class<?> type) {
        if (type.isArray()) {
            throw refused(type, "equal arrays have different hash codes; key by a List, a String or a record instead");
        }
        try {
            if (!type.isInterface()
                    && type != Object.class
                    && !type.isPrimitive()
                    && type.getMethod("hashCode").getDeclaringClass() == Object.class) {
                throw refused(type, "it does not override hashCode() and equals(); add both");
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has a hashCode()", e);
        }
    }

    private static KeyHasher ofRecord(Class<?> type) {
        List<MethodHandle> accessors = new ArrayList<>();
        boolean plain = true;
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> of = component.getType();
            if (of.isArray()) {
                throw refused(type, "its component '" + component.getName() + "' is an array");
            }
            plain &= !of.isEnum() && !of.isRecord() && !Tuple.class.isAssignableFrom(of);
        }
        if (plain) {
            return key -> {
                if (key == null) {
                    throw nullKey();
                }
                return KeyGroups.spread(key.hashCode());
            };
        }
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                accessors.add(MethodHandles.lookup().unreflect(component.getAccessor()));
            }
        } catch (IllegalAccessException e) {
            throw refused(type, "its components cannot be read: " + e.getMessage());
        }
        return key -> {
            if (key == null) {
                throw nullKey();
            }
            int hash = 1;
            for (MethodHandle accessor : accessors) {
                hash = 31 * hash + stableHashOrZero(read(accessor, key));
            }
            return KeyGroups.spread(hash);
        };
    }

    private static Object read(MethodHandle accessor, Object key) {
        try {
            return accessor.invoke(key);
        } catch (Throwable t) {
            throw new WeftException(
                    ErrorCode.USER_CODE, "a component of a key of " + key.getClass() + " cannot be read", t);
        }
    }

    private static int stableHashOrZero(Object part) {
        return part == null ? 0 : stableHash(part);
    }

    private static int stableHash(Object key) {
        if (key == null) {
            throw nullKey();
        }
        if (key instanceof Enum<?> constant) {
            return constant.name().hashCode();
        }
        if (key instanceof Tuple tuple) {
            int hash = 1;
            for (int i = 0; i < tuple.getArity(); i++) {
                hash = 31 * hash + stableHashOrZero(tuple.getField(i));
            }
            return hash;
        }
        if (key.getClass().isArray()) {
            throw refused(key.getClass(), "equal arrays have different hash codes; key by a List or a String instead");
        }
        return key.hashCode();
    }

    private static NullPointerException nullKey() {
        return new NullPointerException(
                "the key selector returned null; a key must not be null, filter such records out or give them a key");
    }

    private static WeftException refused(Class<?> type, String why) {
        return new WeftException(ErrorCode.USER_CODE, "type " + type.getName() + " cannot be a key: " + why);
    }
}
