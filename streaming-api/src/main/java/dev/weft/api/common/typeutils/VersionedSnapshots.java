package dev.weft.api.common.typeutils;

import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import java.io.EOFException;
import java.io.IOException;

/** Writes and reads serializer snapshots with their class and version, see {@link TypeSerializerSnapshot}. */
final class VersionedSnapshots {
    private static final int LARGEST = 64 << 20;

    private VersionedSnapshots() {}

    static void write(DataOutputView out, TypeSerializerSnapshot<?> snapshot) throws IOException {
        if (snapshot instanceof UnknownSnapshot<?> unknown) {
            write(out, unknown.className(), unknown.getCurrentVersion(), unknown.content(), unknown.content().length);
            return;
        }
        DataOutputSerializer content = new DataOutputSerializer(64);
        snapshot.writeSnapshot(content);
        write(
                out,
                snapshot.getClass().getName(),
                snapshot.getCurrentVersion(),
                content.getSharedBuffer(),
                content.length());
    }

    private static void write(DataOutputView out, String className, int version, byte[] content, int length)
            throws IOException {
        out.writeUTF(className);
        out.writeInt(version);
        out.writeInt(length);
        out.write(content, 0, length);
    }

    static <T> TypeSerializerSnapshot<T> read(DataInputView in, ClassLoader loader) throws IOException {
        String className = in.readUTF();
        int version = in.readInt();
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("Corrupt data: the serializer snapshot " + className + " is said to take " + length
                    + " bytes; at most " + LARGEST + " are possible");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        Class<?> type;
        try {
            type = ClassNames.find(className, loader);
        } catch (IOException gone) {
            return new UnknownSnapshot<>(className, version, content);
        }
        TypeSerializerSnapshot<T> snapshot = newSnapshot(type);
        readContent(snapshot, version, content, loader);
        return snapshot;
    }

    /** Nothing but a snapshot is created: the name may come from a file that somebody else wrote. */
    @SuppressWarnings("unchecked") // of what type the snapshot is, whoever reads it knows
    private static <T> TypeSerializerSnapshot<T> newSnapshot(Class<?> type) throws IOException {
        if (!TypeSerializerSnapshot.class.isAssignableFrom(type)) {
            throw new IOException(
                    "Corrupt data: " + type.getName() + " is named as a serializer snapshot, but it is none");
        }
        try {
            return (TypeSerializerSnapshot<T>) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException(
                    type.getName() + " can't be created; it needs a public constructor without parameters", e);
        }
    }

    private static void readContent(TypeSerializerSnapshot<?> snapshot, int version, byte[] content, ClassLoader loader)
            throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(content);
        try {
            snapshot.readSnapshot(version, in, loader);
        } catch (EOFException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IOException(
                    snapshot.getClass().getName() + " can't read its version " + version + " from the " + content.length
                            + " bytes that were written of it",
                    e);
        }
        if (in.available() != 0) {
            throw new IOException(snapshot.getClass().getName() + " left " + in.available() + " of " + content.length
                    + " bytes of its version " + version + " unread");
        }
    }
}
