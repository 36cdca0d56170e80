package dev.weft.engine.state.format;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;

/**
 * A serializer with what is saved beside its values.
 *
 * @param serializer belongs to one thread
 * @param snapshot what tells later programs how values were written
 */
public record SavedSerializer<T>(TypeSerializer<T> serializer, TypeSerializerSnapshot<T> snapshot) {

    public static <T> SavedSerializer<T> of(TypeSerializer<T> serializer) {
        return new SavedSerializer<>(serializer, serializer.snapshotConfiguration());
    }

    /** The same for another thread. */
    public SavedSerializer<T> duplicate() {
        return new SavedSerializer<>(serializer.duplicate(), snapshot);
    }

    public void write(DataOutputView out) throws IOException {
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    }

    static SavedSerializer<?> read(DataInputView in, ClassLoader userClassLoader) throws IOException {
        TypeSerializerSnapshot<?> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(in, userClassLoader);
        return restored(snapshot);
    }

    /** As {@link #write} wrote it, of values that the engine handles as objects. */
    @SuppressWarnings("unchecked") // see above
    public static SavedSerializer<Object> readAny(DataInputView in, ClassLoader userClassLoader) throws IOException {
        return (SavedSerializer<Object>) read(in, userClassLoader);
    }

    private static <T> SavedSerializer<T> restored(TypeSerializerSnapshot<T> snapshot) {
        return new SavedSerializer<>(snapshot.restoreSerializer(), snapshot);
    }

    /**
     * The serializer for what this one wrote, in a program that now uses another.
     *
     * @param what is read, in words for an error
     */
    public SavedSerializer<T> succeededBy(TypeSerializer<T> now, String what) {
        TypeSerializerSnapshot<T> nowSnapshot = now.snapshotConfiguration();
        TypeSerializerSchemaCompatibility<T> answer = nowSnapshot.resolveSchemaCompatibility(snapshot);
        if (answer.isIncompatible()) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    what + " was saved by " + serializer.getClass().getSimpleName() + " and cannot be read by "
                            + now.getClass().getSimpleName()
                            + " of the program as it is now; keep the type, or give the"
                            + " state another name");
        }
        if (answer.isCompatibleWithReconfiguredSerializer()) {
            return of(answer.getReconfiguredSerializer());
        }
        return new SavedSerializer<>(now, nowSnapshot);
    }
}
