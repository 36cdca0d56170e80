package dev.weft.engine.types;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.engine.common.WeftException;

/**
 * Hash function for the keys of one type, with the same result in every JVM of the job. Enums are hashed by name, also
 * inside of tuples, records, collections and Eithers; types whose hash code depends on object identity are rejected.
 */
@FunctionalInterface
public interface KeyHasher {

    /** The spread hash of a key, see {@link KeyGroups#spread}. */
    int hash(Object key);

    /**
     * The hasher for keys of a type.
     *
     * @throws WeftException when equal keys of this type can have different hashes
     */
    static KeyHasher of(TypeInformation<?> keyType) {
        KeyPart whole = KeyPart.of(keyType);
        if (whole == KeyPart.OWN_HASH) {
            return key -> {
                if (key == null) {
                    throw nullKey();
                }
                return KeyGroups.spread(key.hashCode());
            };
        }
        return key -> {
            if (key == null) {
                throw nullKey();
            }
            return KeyGroups.spread(whole.hash(key));
        };
    }

    private static NullPointerException nullKey() {
        return new NullPointerException(
                "the key selector returned null; a key must not be null, filter such records out or give them a key");
    }
}
