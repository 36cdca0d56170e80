package dev.weft.engine.state.spi;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.common.typeutils.base.VoidSerializer;
import java.util.Objects;

/**
 * How the values of a key are divided by namespaces: not at all, by a {@code long} (the end of a slice or of a window
 * of fixed size), or by a value of any type (a window).
 *
 * @param kind which of the three
 * @param serializer of the namespaces; belongs to the task's thread
 */
public record Namespaces<N>(Kind kind, TypeSerializer<N> serializer) {

    /** The kinds of division. */
    public enum Kind {
        NONE,
        LONGS,
        OBJECTS
    }

    /** No namespaces: one value per key. */
    public static final Namespaces<Void> NONE = new Namespaces<>(Kind.NONE, VoidSerializer.INSTANCE);

    /**
     * {@code long} namespaces. Backends store the entries of one namespace together, so that it can be read or dropped
     * as a whole.
     */
    public static final Namespaces<Long> LONGS = new Namespaces<>(Kind.LONGS, LongSerializer.INSTANCE);

    public Namespaces {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(serializer, "serializer");
    }

    /** Namespaces of any type whose {@code equals} and hash code are the same in every JVM. */
    public static <N> Namespaces<N> of(TypeSerializer<N> serializer) {
        return new Namespaces<>(Kind.OBJECTS, serializer);
    }
}
