package dev.weft.engine.state.heap;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.types.KeyHasher;

/**
 * Keys as state keeps them: copies where they can change, because a key may be a part of a record and the user's code may
 * change that. Whether the hash code is still the one that came with the record is looked at here, once for every new entry.
 */
final class OwnKeys {
    private final TypeSerializer<Object> serializer;
    private final KeyHasher hasher;
    private final boolean copies;

    OwnKeys(TypeSerializer<Object> serializer, KeyHasher hasher) {
        this.serializer = serializer;
        this.hasher = hasher;
        this.copies = !serializer.isImmutableType();
    }

    Object own(Object key, int hash) {
        if (hasher.hash(key) != hash) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "the hash code of key '" + key + "' of " + key.getClass()
                            + " has changed since the record was sent to its key's task: hashCode() must be the same in"
                            + " every process and never change, and the key selector must give the same key for a record"
                            + " each time");
        }
        return copies ? serializer.copy(key) : key;
    }
}
