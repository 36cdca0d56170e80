package dev.weft.engine.state.spi;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.util.List;
import java.util.Objects;

/**
 * What a keyed state backend is created from.
 *
 * @param keys the operator's current key, shared with the backend
 * @param keyType how keys are serialized and hashed
 * @param groups the key groups of this instance
 * @param maxParallelism the number of key groups of the operator
 * @param host what the instance runs in
 * @param restored what to begin with, empty for a fresh start; pieces may have more key groups than the instance
 */
public record KeyedStateSetup(
        KeyContext keys,
        KeyType keyType,
        KeyGroupRange groups,
        int maxParallelism,
        StateHost host,
        List<KeyedPiece> restored) {

    public KeyedStateSetup {
        Objects.requireNonNull(keys, "keys");
        restored = List.copyOf(restored);
    }

    /**
     * @param serializer belongs to the task's thread: duplicate it for another
     * @param hasher the hash that decides about the key group; for any thread
     */
    public record KeyType(TypeSerializer<Object> serializer, KeyHasher hasher) {}
}
