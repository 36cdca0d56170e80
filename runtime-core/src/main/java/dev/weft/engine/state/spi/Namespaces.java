package dev.weft.engine.state.spi;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.common.typeutils.base.VoidSerializer;
import java.util.Objects;

/**
 * How a state is divided below its key: not at all, by a long (the end of a slice or of a window of fixed size), or by
 * any value (a window).
 *
 * @param kind which of the three
 * @param serializer of the namespaces; belongs to the task's thread
 */
public record Namespaces<N>(Kind kind, TypeSerializer<N> serializer) {

    /** The sorts of division. */
    public enum Kind {
        NONE,
        LONGS,
        OBJECTS
    }

    /** No division: one value a key. */
    public static final Namespaces<Void> NONE = new Namespaces<>(Kind.NONE, VoidSerializer.INSTANCE);

    /**
     * By a long. Backends keep what belongs to one long together, so that a whole namespace can be read or dropped at
     * once.
     */
    public static final Namespaces<Long> LONGS = new Namespaces<>(Kind.LONGS, LongSerializer.INSTANCE);

    public Namespaces {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(serializer, "serializer");
    }

    /** By values that have an equals and a hash code that is the same in every JVM. */
    public static <N> Namespaces<N> of(TypeSerializer<N> serializer) {
        return new Namespaces<>(Kind.OBJECTS, serializer);
    }
}
