package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.types.KeyHasher;

/**
 * Key extraction for one input of a keyed operator: the key selector, the key type and its hash.
 *
 * @param selector the user's key selector
 * @param type the type of the keys
 * @param hasher the key type's hash, for records that came without one
 */
public record Keying(KeySelector<Object, Object> selector, TypeInformation<?> type, KeyHasher hasher) {

    public static Keying of(KeySelector<Object, Object> selector, TypeInformation<?> type) {
        return new Keying(selector, type, KeyHasher.of(type));
    }
}
