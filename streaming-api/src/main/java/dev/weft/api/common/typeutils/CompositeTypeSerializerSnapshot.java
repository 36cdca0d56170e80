package dev.weft.api.common.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.annotation.PublicEvolving;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The snapshot of a serializer that is made of others. Content: version of the outer part (int), outer part, number of
 * nested snapshots (int), each in its versioned form.
 *
 * @param <T> the type of the values
 * @param <S> the serializer's class
 */
@PublicEvolving
public abstract class CompositeTypeSerializerSnapshot<T, S extends TypeSerializer<T>> implements SkippableSnapshot<T> {
    private static final int VERSION = 1;

    /** What the outer part alone says; the nested serializers are asked one by one. */
    protected enum OuterSchemaCompatibility {
        /** The outer part of old values is as the new serializer has it. */
        COMPATIBLE_AS_IS,
        /** Old values must be read by the old serializer and written by the new one. */
        COMPATIBLE_AFTER_MIGRATION,
        /** The new serializer has no way to old values. */
        INCOMPATIBLE
    }

    private TypeSerializerSnapshot<?>[] nested;

    /** For reading: {@link #readSnapshot} fills it. */
    public CompositeTypeSerializerSnapshot() {
        nested = new TypeSerializerSnapshot<?>[0];
    }

    /** As without the class, which nobody needs. */
    @Deprecated
    @SuppressWarnings("rawtypes") // callers pass the class literal of a generic serializer
    public CompositeTypeSerializerSnapshot(Class<? extends TypeSerializer> correspondingSerializerClass) {
        this();
    }

    /** For writing the snapshot of a serializer. */
    public CompositeTypeSerializerSnapshot(S serializer) {
        Objects.requireNonNull(serializer);
        TypeSerializer<?>[] serializers = getNestedSerializers(serializer);
        nested = new TypeSerializerSnapshot<?>[serializers.length];
        for (int i = 0; i < nested.length; i++) {
            nested[i] = serializers[i].snapshotConfiguration();
        }
    }

    @Override
    public final int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(getCurrentOuterSnapshotVersion());
        writeOuterSnapshot(out);
        out.writeInt(nested.length);
        for (TypeSerializerSnapshot<?> snapshot : nested) {
            TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        }
    }

    @Override
    public final void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    getClass().getName() + " can't read version " + readVersion + " of itself, only " + VERSION);
        }
        readOuterSnapshot(in.readInt(), in, userCodeClassLoader);
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("Corrupt data: " + getClass().getName() + " names " + count + " nested serializers");
        }
        nested = new TypeSerializerSnapshot<?>[count];
        for (int i = 0; i < nested.length; i++) {
            nested[i] = TypeSerializerSnapshot.readVersionedSnapshot(in, userCodeClassLoader);
        }
    }

    /** Returns the snapshots of the nested serializers, in their order. */
    public TypeSerializerSnapshot<?>[] getNestedSerializerSnapshots() {
        return nested.clone();
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return createOuterSerializerWithNestedSerializers(restoreNested());
    }

    private TypeSerializer<?>[] restoreNested() {
        TypeSerializer<?>[] serializers = new TypeSerializer<?>[nested.length];
        for (int i = 0; i < nested.length; i++) {
            serializers[i] = nested[i].restoreSerializer();
        }
        return serializers;
    }

    @Override
    public final TypeSerializer<T> restoreForSkipping() {
        TypeSerializer<?>[] skippers = new TypeSerializer<?>[nested.length];
        for (int i = 0; i < nested.length; i++) {
            skippers[i] = SkippableSnapshot.skipperOf(nested[i]);
        }
        return createForSkipping(skippers);
    }

    /** Creates what steps over values; it must need no class that may be gone. */
    @Internal
    protected TypeSerializer<T> createForSkipping(TypeSerializer<?>[] nestedSkippers) {
        return createOuterSerializerWithNestedSerializers(nestedSkippers);
    }

    @Override
    @SuppressWarnings("unchecked") // a snapshot of the same class is of the same kind of serializer
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (oldSnapshot.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
        }
        CompositeTypeSerializerSnapshot<T, S> old = (CompositeTypeSerializerSnapshot<T, S>) oldSnapshot;
        OuterSchemaCompatibility outer = resolveOuterSchemaCompatibility(oldSnapshot);
        if (outer == OuterSchemaCompatibility.INCOMPATIBLE) {
            return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
        }
        if (old.nested.length != nested.length) {
            return TypeSerializerSchemaCompatibility.incompatible(
                    this + " had " + old.nested.length + " parts, and now has " + nested.length);
        }
        boolean migrate = outer == OuterSchemaCompatibility.COMPATIBLE_AFTER_MIGRATION;
        boolean reconfigure = false;
        List<TypeSerializerSchemaCompatibility<?>> answers = new ArrayList<>();
        for (int i = 0; i < nested.length; i++) {
            TypeSerializerSchemaCompatibility<?> answer = askNested(nested[i], old.nested[i]);
            if (answer.isIncompatible()) {
                return TypeSerializerSchemaCompatibility.incompatible("in " + this + ": " + answer.reason());
            }
            migrate |= answer.isCompatibleAfterMigration();
            reconfigure |= answer.isCompatibleWithReconfiguredSerializer();
            answers.add(answer);
        }
        if (migrate) {
            return TypeSerializerSchemaCompatibility.compatibleAfterMigration(old.readerWith(answers));
        }
        return reconfigure
                ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(reconfigured(answers))
                : TypeSerializerSchemaCompatibility.compatibleAsIs();
    }

    private TypeSerializer<T> readerWith(List<TypeSerializerSchemaCompatibility<?>> answers) {
        TypeSerializer<?>[] readers = new TypeSerializer<?>[nested.length];
        for (int i = 0; i < nested.length; i++) {
            readers[i] = readerOf(answers.get(i), nested[i]);
        }
        return createOuterSerializerWithNestedSerializers(readers);
    }

    private TypeSerializer<T> reconfigured(List<TypeSerializerSchemaCompatibility<?>> answers) {
        TypeSerializer<?>[] serializers = new TypeSerializer<?>[nested.length];
        for (int i = 0; i < nested.length; i++) {
            TypeSerializerSchemaCompatibility<?> answer = answers.get(i);
            serializers[i] = answer.isCompatibleWithReconfiguredSerializer()
                    ? answer.getReconfiguredSerializer()
                    : nested[i].restoreSerializer();
        }
        return createOuterSerializerWithNestedSerializers(serializers);
    }

    @SuppressWarnings("unchecked") // the answer was given for this snapshot
    private static <E> TypeSerializer<E> readerOf(
            TypeSerializerSchemaCompatibility<E> answer, TypeSerializerSnapshot<?> old) {
        return answer.readerOf((TypeSerializerSnapshot<E>) old);
    }

    @SuppressWarnings("unchecked") // whether both belong to one type is what the snapshots tell
    private static <E> TypeSerializerSchemaCompatibility<E> askNested(
            TypeSerializerSnapshot<E> current, TypeSerializerSnapshot<?> old) {
        return current.resolveSchemaCompatibility((TypeSerializerSnapshot<E>) old);
    }

    /** Returns the version of what {@link #writeOuterSnapshot} writes. */
    protected abstract int getCurrentOuterSnapshotVersion();

    /** Returns the serializers that a serializer is made of, always in the same order. */
    protected abstract TypeSerializer<?>[] getNestedSerializers(S outerSerializer);

    /**
     * Creates a serializer like the one that was saved, of other nested serializers.
     *
     * @param nestedSerializers in the order of {@link #getNestedSerializers}
     */
    protected abstract S createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nestedSerializers);

    /** Writes what the serializer knows beside the nested ones; nothing by default. */
    protected void writeOuterSnapshot(DataOutputView out) throws IOException {}

    /**
     * Reads what {@code writeOuterSnapshot} of a version has written; reads nothing by default.
     *
     * @param readOuterSnapshotVersion the version that was written, not newer than the current one
     * @param userCodeClassLoader knows the program's classes
     */
    protected void readOuterSnapshot(int readOuterSnapshotVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {}

    /**
     * Compares the outer part with that of an older snapshot of the same class. By default the older snapshot is asked in the
     * older form.
     */
    @SuppressWarnings({"unchecked", "deprecation"}) // a snapshot of the same class is of the same kind of serializer
    protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSerializerSnapshot) {
        return ((CompositeTypeSerializerSnapshot<T, S>) oldSerializerSnapshot)
                .resolveOuterSchemaCompatibility((S) restoreSerializer());
    }

    /** The older form of the question, asked of the old snapshot; equal by default. */
    @Deprecated
    protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(S newSerializer) {
        return isOuterSnapshotCompatible(newSerializer)
                ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
                : OuterSchemaCompatibility.INCOMPATIBLE;
    }

    /** The oldest form of the question, asked of the old snapshot; equal by default. */
    @Deprecated
    protected boolean isOuterSnapshotCompatible(S newSerializer) {
        return true;
    }

    @Override
    public String toString() {
        String name = getClass().getName();
        int outer = name.lastIndexOf('$');
        return outer < 0 ? name : name.substring(0, outer);
    }
}
