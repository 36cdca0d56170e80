package dev.weft.streaming.api.datastream;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.util.Optional;

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
        Optional<String> byIdentity = byIdentity(type, "its class");
        if (byIdentity.isPresent()) {
            throw new InvalidProgramException("type " + type + " cannot be a key: " + byIdentity.get()
                    + " does not override hashCode() and equals(), so equal keys would not meet; add both, or key by"
                    + " fields that have them");
        }
        if (!type.isKeyType()) {
            throw new InvalidProgramException("type " + type
                    + " cannot be a key: its hash code, or that of something in it, can differ between processes, as those of"
                    + " enums and arrays do; key by a tuple or record of the fields, or by an enum's name()");
        }
        return type;
    }

    /** Names what in a key equals only itself: the key, or a field of it that makes the key one that cannot be used. */
    private static Optional<String> byIdentity(TypeInformation<?> type, String name) {
        if (usesIdentity(type, type.getTypeClass())) {
            return Optional.of(name);
        }
        if (type instanceof CompositeType<?> composite && !type.isKeyType()) {
            for (int i = 0; i < composite.getArity(); i++) {
                TypeInformation<?> field = composite.getTypeAt(i);
                Optional<String> found =
                        byIdentity(field, "its field " + composite.getFieldNames()[i] + " of " + field);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean usesIdentity(TypeInformation<?> type, Class<?> raw) {
        if (type.isBasicType() || type.isTupleType() || raw.isInterface() || raw.isEnum() || raw.isArray()) {
            return false;
        }
        try {
            return raw.getMethod("hashCode").getDeclaringClass() == Object.class
                    || raw.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
