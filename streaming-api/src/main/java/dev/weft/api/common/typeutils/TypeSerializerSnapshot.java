package dev.weft.api.common.typeutils;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * What is saved of a serializer beside the values it wrote: enough to read them later and to tell whether a newer
 * serializer can. Needs a public no-arg constructor.
 *
 * <p>Versioned form: class name (UTF), version (int), number of bytes (int), content. So a snapshot whose class is gone can
 * be stepped over, and one that reads too much or too little is told from its neighbours.
 *
 * @param <T> the type of the values
 */
@PublicEvolving
public interface TypeSerializerSnapshot<T> {

    /** Returns the version of the format that {@link #writeSnapshot} writes. It grows when the format changes. */
    int getCurrentVersion();

    /** Writes the content of this snapshot, without version or class name, which are written around it. */
    void writeSnapshot(DataOutputView out) throws IOException;

    /**
     * Fills this new snapshot with what {@link #writeSnapshot} of a version wrote. Must read all of it.
     *
     * @param readVersion the version that was current then
     * @param userCodeClassLoader knows the program's classes
     * @throws IOException if the version is not known or the bytes are broken
     */
    void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException;

    /** Returns a serializer that reads and writes values as they were written when the snapshot was taken. */
    TypeSerializer<T> restoreSerializer();

    /** The older form of the question, asked of the old snapshot. */
    @Deprecated
    default TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializer<T> newSerializer) {
        throw new UnsupportedOperationException(
                getClass().getName() + " does not say which serializers can read what it"
                        + " describes: override resolveSchemaCompatibility(TypeSerializerSnapshot) in it");
    }

    /** Says whether the serializer of this snapshot can read values written under an older snapshot. */
    @SuppressWarnings("deprecation") // snapshots written before the newer form existed answer the older question
    default TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        return oldSnapshot.resolveSchemaCompatibility(restoreSerializer());
    }

    /** Writes a snapshot with its class name, version and length, for {@link #readVersionedSnapshot}. */
    static void writeVersionedSnapshot(DataOutputView out, TypeSerializerSnapshot<?> snapshot) throws IOException {
        VersionedSnapshots.write(out, snapshot);
    }

    /**
     * Reads what {@link #writeVersionedSnapshot} wrote. A snapshot whose class is gone is read as one that is compatible with
     * nothing, and says so when it is to restore a serializer.
     */
    static <T> TypeSerializerSnapshot<T> readVersionedSnapshot(DataInputView in, ClassLoader cl) throws IOException {
        return VersionedSnapshots.read(in, cl);
    }
}
