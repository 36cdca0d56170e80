package dev.weft.engine.state.spi;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.types.KeyHasher;

/**
 * Defensive copies of keys for a backend: mutable keys are copied before they are stored, because a key may be part of
 * a record that user code modifies. A key whose hash code differs from the one that came with the record is rejected,
 * so that nothing is stored under it. Belongs to the thread of its task.
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

    /** The key to store for a new entry. */
    public Object own(Object key, int hash) {
        requireUnchanged(key, hash);
        return copies ? serializer.copy(key) : key;
    }

    /**
     * Called when the current key has no entry: checks that a mutable key was not modified, in which case its entry
     * would be elsewhere.
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
