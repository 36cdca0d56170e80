package dev.weft.api.common.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * A serializer that only reads: what an older schema wrote, as values of the newer one; it can copy what it reads as bytes. It
 * does not travel. One thread.
 *
 * @param <T> the type of the values
 */
@Internal
public abstract class ReadingSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private UnsupportedOperationException onlyReads() {
        return new UnsupportedOperationException(
                this + " only reads what an older schema wrote; the serializer of the newer one does the rest");
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final T copy(T from) {
        throw onlyReads();
    }

    @Override
    public final T copy(T from, T reuse) {
        throw onlyReads();
    }

    @Override
    public final void serialize(T value, DataOutputView target) {
        throw onlyReads();
    }

    /** Copies the bytes of one value, which are those of the older schema. */
    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        deserialize(new CopyingInput(source, target));
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        throw onlyReads();
    }

    @Override
    public final boolean equals(Object obj) {
        return obj == this;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
