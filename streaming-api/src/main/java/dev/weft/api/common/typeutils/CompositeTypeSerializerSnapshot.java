package dev.weft.api.common.typeutils;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.Objects;

/**
 * The snapshot of a serializer that is made of others. Content: version of the outer part (int), outer part, number of
 * nested snapshots (int), each in its versioned form.
 *
 * @param <T> the type of the values
 * @param <S> the serializer's class
 */
@PublicEvolving
public abstract class CompositeTypeSerializerSnapshot<T, S extends TypeSerializer<T>>
        implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    /** What the outer part alone says; the nested serializers are asked one by one. */
    protected enum OuterSchemaCompatibility {
        COMPATIBLE_AS_IS,
        COMPATIBLE_AFTER_MIGRATION,
        INCOMPATIBLE
    }

    private TypeSerializerSnapshot<?>[] nested;

    /** For reading: {@link #readSnapshot} fills it. */
    public CompositeTypeSerializerSnapshot() {
        nested = new TypeSerializerSnapshot<?>[0];
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
        nested = new TypeSerializerSnapshot<?>[in.readInt()];
        for (int i = 0; i < nested.length; i++) {
            nested[i] = TypeSerializerSnapshot.readVersionedSnapshot(in, userCodeClassLoader);
        }
    }

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
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (oldSnapshot.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        CompositeTypeSerializerSnapshot<?, ?> old = (CompositeTypeSerializerSnapshot<?, ?>) oldSnapshot;
        OuterSchemaCompatibility outer = resolveOuterSchemaCompatibility(oldSnapshot);
        if (outer == OuterSchemaCompatibility.INCOMPATIBLE || old.nested.length != nested.length) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        boolean migrate = outer == OuterSchemaCompatibility.COMPATIBLE_AFTER_MIGRATION;
        boolean reconfigure = false;
        TypeSerializer<?>[] serializers = new TypeSerializer<?>[nested.length];
        for (int i = 0; i < nested.length; i++) {
            TypeSerializerSchemaCompatibility<?> answer = askNested(nested[i], old.nested[i]);
            if (answer.isIncompatible()) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            migrate |= answer.isCompatibleAfterMigration();
            reconfigure |= answer.isCompatibleWithReconfiguredSerializer();
            serializers[i] = answer.isCompatibleWithReconfiguredSerializer()
                    ? answer.getReconfiguredSerializer()
                    : nested[i].restoreSerializer();
        }
        if (migrate) {
            return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
        return reconfigure
                ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
                        createOuterSerializerWithNestedSerializers(serializers))
                : TypeSerializerSchemaCompatibility.compatibleAsIs();
    }

    @SuppressWarnings("unchecked") // whether both belong to one type is what the snapshots tell
    private static <E> TypeSerializerSchemaCompatibility<E> askNested(
            TypeSerializerSnapshot<E> current, TypeSerializerSnapshot<?> old) {
        return current.resolveSchemaCompatibility((TypeSerializerSnapshot<E>) old);
    }

    /** Returns the version of what {@link #writeOuterSnapshot} writes. */
    protected abstract int getCurrentOuterSnapshotVersion();

    protected abstract TypeSerializer<?>[] getNestedSerializers(S outerSerializer);

    protected abstract S createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nestedSerializers);

    /** Writes what the serializer knows beside the nested ones; nothing by default. */
    protected void writeOuterSnapshot(DataOutputView out) throws IOException {}

    protected void readOuterSnapshot(int readOuterSnapshotVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {}

    /** Compares the outer part with that of an older snapshot of the same class; equal by default. */
    protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSerializerSnapshot) {
        return OuterSchemaCompatibility.COMPATIBLE_AS_IS;
    }
}
