package dev.weft.api.common.typeutils;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The snapshot of a serializer without configuration. It writes nothing: its own class says everything.
 *
 * @param <T> the type of the values
 */
@PublicEvolving
public abstract class SimpleTypeSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private final Supplier<? extends TypeSerializer<T>> serializerSupplier;

    /**
     * Creates the snapshot of a serializer that has no settings.
     *
     * @param serializerSupplier makes the serializer; its class is what is saved
     */
    public SimpleTypeSerializerSnapshot(Supplier<? extends TypeSerializer<T>> serializerSupplier) {
        this.serializerSupplier = Objects.requireNonNull(serializerSupplier);
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return serializerSupplier.get();
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        return oldSnapshot.getClass() == getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {}

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    getClass().getName() + " can't read version " + readVersion + " of itself, only " + VERSION);
        }
    }

    @Override
    public final boolean equals(Object obj) {
        return obj != null && obj.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    @Override
    public String toString() {
        String name = getClass().getName();
        int nested = name.lastIndexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
