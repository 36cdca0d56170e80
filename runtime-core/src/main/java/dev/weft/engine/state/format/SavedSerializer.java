package dev.weft.engine.state.format;

import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
                    what + " cannot be read by the program as it is now: " + answer.reason()
                            + "; keep the type, or give the state another name");
        }
        if (answer.isCompatibleWithReconfiguredSerializer()) {
            return of(answer.getReconfiguredSerializer());
        }
        return new SavedSerializer<>(now, nowSnapshot);
    }

    /** How values that this restored serializer has read become those of the program's; empty where they are alike. */
    public Optional<UnaryOperator<T>> conversionTo(TypeSerializer<T> now) {
        TypeSerializerSchemaCompatibility<T> answer =
                now.snapshotConfiguration().resolveSchemaCompatibility(snapshot);
        return answer.isCompatibleAfterMigration() && !(serializer instanceof ReadingSerializer<T>)
                ? Optional.of(new Conversion<>(serializer, answer.readerOf(snapshot), now))
                : Optional.empty();
    }

    /**
     * Writes a value as it was written before and reads it as what it is now. Where the older form can only be read, its parts
     * are already what they are now.
     */
    private record Conversion<T>(TypeSerializer<T> before, TypeSerializer<T> reader, TypeSerializer<T> now)
            implements UnaryOperator<T> {

        @Override
        public T apply(T value) {
            DataOutputSerializer bytes = new DataOutputSerializer(64);
            try {
                try {
                    before.serialize(value, bytes);
                } catch (UnsupportedOperationException onlyReads) {
                    now.serialize(value, new DataOutputSerializer(64));
                    return value;
                }
                return reader.deserialize(new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
            } catch (ClassCastException e) {
                throw new WeftException(
                        ErrorCode.USER_CODE,
                        "a value of " + value.getClass().getName()
                                + " in state changes in two ways at once, by wider numbers and by another class within;"
                                + " change one of them, take a savepoint, and then the other",
                        e);
            } catch (IOException e) {
                throw new WeftException(
                        ErrorCode.USER_CODE, "a value in state cannot be converted: " + e.getMessage(), e);
            }
        }
    }
}
