package dev.weft.engine.state.spi;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.types.KeyHasher;

/**
 * Keys as a backend keeps them: copies where they can change, because a key may be a part of a record and the user's code may
 * change that. A key whose hash code is no longer the one that came with the record is refused, so that nothing is kept
 * under it. Belongs to the thread of its task.
 */
public final class OwnKeys {
    private final TypeSerializer<Object> serializer;
    private final KeyHasher hasher;
    private final boolean copies;

    public OwnKeys(TypeSerializer<Object> serializer, KeyHasher hasher) {
        this.serializer = serializer;
        this.hasher = hasher;
        this.copies = !serializer.isImmutableType();
    }

    /** The key for a new entry. */
    public Object own(Object key, int hash) {
        requireUnchanged(key, hash);
        return copies ? serializer.copy(key) : key;
    }

    /**
     * To be called where the current key has nothing: a key that can change may have, and what it has is elsewhere.
     *
     * @param keys with a current key
     */
    public void checkAbsent(KeyContext keys) {
        if (copies) {
            requireUnchanged(keys.key(), keys.hash());
        }
    }

    private void requireUnchanged(Object key, int hash) {
        if (hasher.hash(key) != hash) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "the hash code of key '" + key + "' of " + key.getClass()
                            + " has changed since the record was sent to its key's task: hashCode() must be the same"
                            + " in every process and never change, and the key selector must give the same key for a"
                            + " record each time");
        }
    }
}
