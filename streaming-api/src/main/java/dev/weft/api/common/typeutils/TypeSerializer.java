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
     * Says whether values never change once made, all values reached from them included. Values of such types are handed
     * from task to task without a copy.
     */
    public abstract boolean isImmutableType();

    /** Returns a serializer for another thread; this one if it keeps no state. */
    public abstract TypeSerializer<T> duplicate();

    /** Returns a fresh value to be filled, null if there is no such thing for the type. */
    public abstract T createInstance();

    /** Returns a value that shares nothing mutable with {@code from}. */
    public abstract T copy(T from);

    /** As {@link #copy(Object)}; may fill and return {@code reuse}. */
    public abstract T copy(T from, T reuse);

    /** Returns the number of bytes of every value, -1 if they differ. */
    public abstract int getLength();

    public abstract void serialize(T value, DataOutputView target) throws IOException;

    public abstract T deserialize(DataInputView source) throws IOException;

    /** As {@link #deserialize(DataInputView)}; may fill and return {@code reuse}. */
    public abstract T deserialize(T reuse, DataInputView source) throws IOException;

    /** Copies the bytes of exactly one value. */
    public abstract void copy(DataInputView source, DataOutputView target) throws IOException;

    @Override
    public abstract boolean equals(Object obj);

    @Override
    public abstract int hashCode();

    /** Returns what must be saved beside written values, so that a later program can read them. */
    public abstract TypeSerializerSnapshot<T> snapshotConfiguration();
}
