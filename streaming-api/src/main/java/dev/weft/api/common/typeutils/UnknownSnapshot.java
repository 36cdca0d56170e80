package dev.weft.api.common.typeutils;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * Placeholder for a serializer snapshot whose class is missing: keeps its bytes, so that state which the program does
 * not use can be saved again.
 */
final class UnknownSnapshot<T> implements TypeSerializerSnapshot<T> {
    private final String className;
    private final int version;
    private final byte[] content;

    UnknownSnapshot(String className, int version, byte[] content) {
        this.className = className;
        this.version = version;
        this.content = content;
    }

    String className() {
        return className;
    }

    byte[] content() {
        return content;
    }

    @Override
    public int getCurrentVersion() {
        return version;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.write(content);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) {
        throw new UnsupportedOperationException("Made only by whoever has read it");
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        throw new IllegalStateException("No serializer can be restored for " + this
                + ", named by stored data: the class can't be loaded; was it renamed or left out?");
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
    }

    @Override
    public String toString() {
        return "an unknown type with serializer snapshot " + className;
    }
}
