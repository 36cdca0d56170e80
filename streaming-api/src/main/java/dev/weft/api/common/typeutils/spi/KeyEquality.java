package dev.weft.api.common.typeutils.spi;

import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * How the values of a serializer compare as keys of a map. Arrays and classes without {@code equals} compare by identity: a
 * key that was written and read again, or that the program has made anew, would not be found.
 */
public enum KeyEquality {
    /** By {@code equals}, which compares content. */
    CONTENT,
    /** By {@code equals}, which compares the value or a part of it by identity, or may do so. */
    IDENTITY,
    /** As the class of each value does; the declared type leaves it open. */
    OPEN;

    /** A serializer whose values may compare otherwise than by content. */
    public interface Declared {
        /** How the values compare; the same each time. */
        KeyEquality equality();
    }

    /** Serializers that do not tell, among them those of programs, are taken to have values with an {@code equals}. */
    public static KeyEquality of(TypeSerializer<?> serializer) {
        return serializer instanceof Declared declared ? declared.equality() : CONTENT;
    }

    /** The equality of values that compare part by part. */
    public static KeyEquality ofParts(TypeSerializer<?>... parts) {
        for (TypeSerializer<?> part : parts) {
            if (of(part) != CONTENT) {
                return IDENTITY;
            }
        }
        return CONTENT;
    }
}
