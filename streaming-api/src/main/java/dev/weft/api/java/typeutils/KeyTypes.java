package dev.weft.api.java.typeutils;

import java.lang.reflect.Method;

/** Which classes can be keys. */
final class KeyTypes {
    private KeyTypes() {}

    /**
     * Says whether a class has a hash code of its own. That of Object differs from process to process, and so would the
     * place of a key.
     */
    static boolean hasStableHash(Class<?> type) {
        if (type.isInterface() || type.isArray() || Enum.class.isAssignableFrom(type)) {
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
