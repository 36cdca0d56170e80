package dev.weft.api.java.typeutils;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;

/** Which classes can be keys. */
final class KeyTypes {
    private KeyTypes() {}

    /**
     * Says whether the values' own hash codes are the same in every process. Not so for enums: where an enum is a key, or a
     * field of a key that is a tuple or record, the engine hashes its name; it can't where a class computes its hash itself.
     */
    static boolean hashesByValue(TypeInformation<?> type) {
        if (type instanceof EnumTypeInfo) {
            return false;
        }
        if (type instanceof CompositeType<?> composite) {
            for (int i = 0; i < composite.getArity(); i++) {
                if (!hashesByValue(composite.getTypeAt(i))) {
                    return false;
                }
            }
        }
        return type.isKeyType();
    }

    /** Says whether objects of a class, or what they consist of, have an enum in a field. */
    static boolean holdsEnum(Class<?> type) {
        return holdsEnum(type, new HashSet<>());
    }

    private static boolean holdsEnum(Class<?> type, Set<Class<?>> seen) {
        for (Class<?> c = type; c != null && !isOfTheJdk(c) && seen.add(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                Class<?> of = field.getType();
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && (of.isEnum() || holdsEnum(of, seen))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.isPrimitive() || type.getName().startsWith("java.");
    }

    /**
     * Says whether a class has a hash code of its own. That of Object differs from process to process, and so would the
     * place of a key.
     */
    static boolean hasStableHash(Class<?> type) {
        if (type.isInterface()) {
            return Comparable.class.isAssignableFrom(type);
        }
        if (type.isArray()) {
            return false;
        }
        try {
            Method hashCode = type.getMethod("hashCode");
            return hashCode.getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
