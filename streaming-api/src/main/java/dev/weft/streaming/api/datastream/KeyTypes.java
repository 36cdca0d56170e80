package dev.weft.streaming.api.datastream;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.typeutils.TypeExtractor;

/** Finds and checks the types of keys. */
final class KeyTypes {
    private KeyTypes() {}

    static <T, K> TypeInformation<K> of(KeySelector<T, K> selector, TypeInformation<T> elements) {
        return TypeExtractor.getKeySelectorTypes(selector, elements);
    }

    /** A key's equality must hold in every process. */
    static <K> TypeInformation<K> checked(TypeInformation<K> type) {
        Class<K> keyClass = type.getTypeClass();
        if (keyClass.isArray()) {
            throw new InvalidProgramException("an array of type " + type
                    + " cannot be a key: arrays that look the same are not equal; take a list, a string or a tuple");
        }
        if (!type.isKeyType()) {
            throw new InvalidProgramException("type " + type
                    + " cannot be a key: its hash code, or that of something in it, can differ between processes, as those of"
                    + " enums and arrays do; key by a tuple or record of the fields, or by an enum's name()");
        }
        if (usesIdentity(type, keyClass)) {
            throw new InvalidProgramException("type " + type
                    + " cannot be a key: its class does not override hashCode(), so equal keys would not meet");
        }
        return type;
    }

    private static boolean usesIdentity(TypeInformation<?> type, Class<?> keyClass) {
        if (type.isBasicType() || type.isTupleType() || keyClass.isInterface() || keyClass.isEnum()) {
            return false;
        }
        try {
            return keyClass.getMethod("hashCode").getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
