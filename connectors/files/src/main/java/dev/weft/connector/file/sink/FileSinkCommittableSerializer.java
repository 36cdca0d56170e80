package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Version 1, big endian: pending path (UTF), target path (UTF), size in bytes (long). */
final class FileSinkCommittableSerializer implements SimpleVersionedSerializer<FileSinkCommittable> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileSinkCommittable committable) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(committable.pending().toString());
        out.writeUTF(committable.target().toString());
        out.writeLong(committable.bytes());
        return bytes.toByteArray();
    }

    @Override
    public FileSinkCommittable deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a file sink's committable of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        return new FileSinkCommittable(new Path(in.readUTF()), new Path(in.readUTF()), in.readLong());
    }
}
