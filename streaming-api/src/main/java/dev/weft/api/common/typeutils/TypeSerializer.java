package dev.weft.api.common.typeutils;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes values of a type to bytes and back, and copies them. A serializer may keep state between calls and belongs to one
 * thread; {@link #duplicate()} gives one for another thread.
 *
 * @param <T> the type
 */
@PublicEvolving
public abstract class TypeSerializer<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Whether a value never changes once it is made, with all that can be reached from it. Values of such types are handed from
     * function to function without a copy, so a wrong true lets functions change each other's records.
     */
    public abstract boolean isImmutableType();

    /** Returns a serializer for another thread: a deep copy, or this one if it keeps nothing between calls. */
    public abstract TypeSerializer<T> duplicate();

    /** Returns a new value that a reader may fill; null if there is no such value, as for immutable types. */
    public abstract T createInstance();

    /** Returns a value equal to {@code from} that shares nothing with it that can change. */
    public abstract T copy(T from);

    /** As {@link #copy(Object)}; may fill {@code reuse} and return it, or ignore it. */
    public abstract T copy(T from, T reuse);

    /** Returns the number of bytes that every value takes, or -1 if values take different numbers. */
    public abstract int getLength();

    /**
     * Writes one value, so that {@link #deserialize(DataInputView)} needs nothing but these bytes to read it and finds its end by
     * itself. Equal values must give equal bytes where the type is used for keys.
     *
     * @throws IOException if {@code target} fails
     */
    public abstract void serialize(T value, DataOutputView target) throws IOException;

    /**
     * Reads one value and not a byte more.
     *
     * @throws IOException if {@code source} fails or ends too early, or the bytes are none of a value
     */
    public abstract T deserialize(DataInputView source) throws IOException;

    /** As {@link #deserialize(DataInputView)}; may fill {@code reuse} and return it, or ignore it. */
    public abstract T deserialize(T reuse, DataInputView source) throws IOException;

    /**
     * Copies the bytes of exactly one value, which need not be made for it.
     *
     * @throws IOException as reading and writing do
     */
    public abstract void copy(DataInputView source, DataOutputView target) throws IOException;

    @Override
    public abstract boolean equals(Object obj);

    @Override
    public abstract int hashCode();

    /**
     * Returns what must be saved beside written values so that a later program can read them. Asked for when state is saved, on
     * the thread of the task.
     */
    public abstract TypeSerializerSnapshot<T> snapshotConfiguration();
}
