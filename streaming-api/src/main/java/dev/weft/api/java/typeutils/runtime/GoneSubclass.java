package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import java.io.IOException;

/** Placeholder for a subclass that can't be loaded any more; only a value of it is an error. */
final class GoneSubclass<T> extends ReadingSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient TypeSerializerSnapshot<T> snapshot;
    private final IllegalStateException cause;

    private GoneSubclass(String name, TypeSerializerSnapshot<T> snapshot, IllegalStateException cause) {
        this.name = name;
        this.snapshot = snapshot;
        this.cause = cause;
    }

    static <T> TypeSerializer<T> restoredOrGone(String name, TypeSerializerSnapshot<T> snapshot) {
        try {
            return snapshot.restoreSerializer();
        } catch (IllegalStateException gone) {
            return new GoneSubclass<>(name, snapshot, gone);
        }
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        throw new IOException(
                "A value of subclass " + name + " was stored, but its serializer can't be restored: "
                        + cause.getMessage(),
                cause);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return snapshot;
    }
}
