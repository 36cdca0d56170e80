package dev.weft.streaming.api.datastream;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.api.java.typeutils.TypeExtractor;

/** Derives and validates the types of keys. */
final class KeyTypes {
    private KeyTypes() {}

    static <T, K> TypeInformation<K> of(KeySelector<T, K> selector, TypeInformation<T> elements) {
        return TypeExtractor.getKeySelectorTypes(selector, elements);
    }

    /** @throws InvalidProgramException if equal values of the type need not meet in one process */
    static <K> TypeInformation<K> checked(TypeInformation<K> type) {
        KeyRules.violation(type).ifPresent(reason -> {
            throw new InvalidProgramException("type " + type + " cannot be a key: " + reason);
        });
        return type;
    }
}
