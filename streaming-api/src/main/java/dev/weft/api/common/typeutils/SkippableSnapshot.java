package dev.weft.api.common.typeutils;

import dev.weft.annotation.Internal;

/**
 * A snapshot that knows how long values are even where their class is gone, so that a removed field can be stepped over.
 *
 * @param <T> the type of the values
 */
@Internal
public interface SkippableSnapshot<T> extends TypeSerializerSnapshot<T> {

    /** Returns a serializer whose {@code deserialize} steps over a value; what it returns is of no use. */
    TypeSerializer<T> restoreForSkipping();

    /** Returns what steps over values of any snapshot. */
    static TypeSerializer<?> skipperOf(TypeSerializerSnapshot<?> snapshot) {
        return snapshot instanceof SkippableSnapshot<?> skippable
                ? skippable.restoreForSkipping()
                : snapshot.restoreSerializer();
    }
}
