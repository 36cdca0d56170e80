package dev.weft.engine.state.format;

import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.types.MapKeySerializer;
import java.io.IOException;

/**
 * A serializer with the snapshot of it that is stored with the values.
 *
 * @param serializer belongs to one thread
 * @param snapshot what tells later programs how values were written
 * @param skips the serializer makes no values, because their class is gone or has changed: it steps over them, and copies them
 *     as bytes
 */
public record SavedSerializer<T>(TypeSerializer<T> serializer, TypeSerializerSnapshot<T> snapshot, boolean skips) {

    public static <T> SavedSerializer<T> of(TypeSerializer<T> serializer) {
        return new SavedSerializer<>(serializer, serializer.snapshotConfiguration(), false);
    }

    /** As the serializer of keys in a map. */
    @SuppressWarnings("unchecked") // a snapshot answers for formats, whatever the objects in a map
    SavedSerializer<Object> ofMapKeys() {
        return new SavedSerializer<>(
                skips ? (TypeSerializer<Object>) serializer : MapKeySerializer.of(serializer),
                (TypeSerializerSnapshot<Object>) snapshot,
                skips);
    }

    /** A duplicate for another thread. */
    public SavedSerializer<T> duplicate() {
        return new SavedSerializer<>(serializer.duplicate(), snapshot, skips);
    }

    public void write(DataOutputView out) throws IOException {
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    }

    static SavedSerializer<?> read(DataInputView in, ClassLoader userClassLoader) throws IOException {
        TypeSerializerSnapshot<?> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(in, userClassLoader);
        return restored(snapshot);
    }

    /** Reads what {@link #write} wrote, for values that the engine handles as objects. */
    @SuppressWarnings("unchecked") // see above
    public static SavedSerializer<Object> readAny(DataInputView in, ClassLoader userClassLoader) throws IOException {
        return (SavedSerializer<Object>) read(in, userClassLoader);
    }

    /** As {@link #readAny}, for values that the program may never ask for. */
    @SuppressWarnings("unchecked") // the engine handles values as objects
    public static SavedSerializer<Object> readAnyUnasked(DataInputView in, ClassLoader userClassLoader)
            throws IOException {
        return (SavedSerializer<Object>) readUnasked(in, userClassLoader);
    }

    private static <T> SavedSerializer<T> restored(TypeSerializerSnapshot<T> snapshot) {
        return new SavedSerializer<>(snapshot.restoreSerializer(), snapshot, false);
    }

    /**
     * Reads the serializer of values that the program may never ask for; it works with whatever classes the program
     * has.
     */
    static SavedSerializer<?> readUnasked(DataInputView in, ClassLoader userClassLoader) throws IOException {
        TypeSerializerSnapshot<?> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(in, userClassLoader);
        return restoredOrSkipping(snapshot);
    }

    static <T> SavedSerializer<T> restoredOrSkipping(TypeSerializerSnapshot<T> snapshot) {
        if (!(snapshot instanceof SkippableSnapshot<T> skippable)) {
            return restored(snapshot);
        }
        try {
            SavedSerializer<T> restored = restored(snapshot);
            restored.serializer.snapshotConfiguration();
            return restored;
        } catch (IllegalStateException | UnsupportedOperationException goneOrOnlyReads) {
            return new SavedSerializer<>(skippable.restoreForSkipping(), snapshot, true);
        }
    }

    /**
     * The serializer with which a program that declares {@code now} reads what this one wrote.
     *
     * @param what is read, in words for an error
     */
    public SavedSerializer<T> succeededBy(TypeSerializer<T> now, String what) {
        TypeSerializerSnapshot<T> nowSnapshot = now.snapshotConfiguration();
        TypeSerializerSchemaCompatibility<T> answer = nowSnapshot.resolveSchemaCompatibility(snapshot);
        if (answer.isIncompatible()) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    what + " cannot be read by the program as it is now: " + answer.reason()
                            + "; keep the type, or give the state another name");
        }
        if (answer.isCompatibleWithReconfiguredSerializer()) {
            return of(MapKeySerializer.like(now, answer.getReconfiguredSerializer()));
        }
        return new SavedSerializer<>(now, nowSnapshot, false);
    }

    /** A serializer that reads what this one wrote as values of a successor. */
    public TypeSerializer<T> readerFor(SavedSerializer<T> successor) {
        TypeSerializerSchemaCompatibility<T> answer = answerOf(successor);
        return answer.isCompatibleAfterMigration()
                ? MapKeySerializer.reading(successor.serializer, answer.readerOf(snapshot))
                : successor.serializer;
    }

    /** Whether a successor writes values in another binary format. */
    public boolean isRewrittenBy(SavedSerializer<T> successor) {
        return answerOf(successor).isCompatibleAfterMigration();
    }

    private TypeSerializerSchemaCompatibility<T> answerOf(SavedSerializer<T> successor) {
        return successor.snapshot.resolveSchemaCompatibility(snapshot);
    }
}
