package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Serializer of {@link FileSinkCommittable}. Version 1, big endian: pending file and target (UTF, as addresses), size
 * in bytes (long), the number of originals (int) and each (UTF, as an address).
 */
final class FileSinkCommittableSerializer implements SimpleVersionedSerializer<FileSinkCommittable> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileSinkCommittable committable) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        write(committable, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Override
    public FileSinkCommittable deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a file sink's committable of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        return read(new DataInputStream(new ByteArrayInputStream(serialized)));
    }

    static void write(FileSinkCommittable file, DataOutput out) throws IOException {
        write(file.pending(), out);
        write(file.target(), out);
        out.writeLong(file.bytes());
        writePaths(file.originals(), out);
    }

    static FileSinkCommittable read(DataInput in) throws IOException {
        return new FileSinkCommittable(readPath(in), readPath(in), in.readLong(), readPaths(in));
    }

    static void write(Path path, DataOutput out) throws IOException {
        out.writeUTF(path.toUri().toString());
    }

    static void writePaths(List<Path> paths, DataOutput out) throws IOException {
        out.writeInt(paths.size());
        for (Path path : paths) {
            write(path, out);
        }
    }

    static List<Path> readPaths(DataInput in) throws IOException {
        int count = in.readInt();
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(readPath(in));
        }
        return paths;
    }

    static Path readPath(DataInput in) throws IOException {
        return new Path(URI.create(in.readUTF()));
    }
}
