package dev.weft.connector.file.src;

import dev.weft.connector.file.src.util.CheckpointedPosition;
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

/**
 * Serializer of {@link FileSourceSplit}. Version 1, big endian: id (UTF), path (UTF, as an address), offset, length,
 * modification time, file size (longs), number of hosts (int) and hosts (UTF), then whether a position follows
 * (boolean) and its offset and records (longs).
 */
public final class FileSourceSplitSerializer implements SimpleVersionedSerializer<FileSourceSplit> {

    public static final FileSourceSplitSerializer INSTANCE = new FileSourceSplitSerializer();

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileSourceSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        write(split, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Override
    public FileSourceSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "a file split of version " + version + " can't be read; this release reads version " + VERSION);
        }
        return read(new DataInputStream(new ByteArrayInputStream(serialized)));
    }

    static void write(FileSourceSplit split, DataOutput out) throws IOException {
        out.writeUTF(split.splitId());
        out.writeUTF(split.path().toUri().toString());
        out.writeLong(split.offset());
        out.writeLong(split.length());
        out.writeLong(split.fileModificationTime());
        out.writeLong(split.fileSize());
        String[] hosts = split.hostnames();
        out.writeInt(hosts.length);
        for (String host : hosts) {
            out.writeUTF(host);
        }
        out.writeBoolean(split.getReaderPosition().isPresent());
        if (split.getReaderPosition().isPresent()) {
            CheckpointedPosition position = split.getReaderPosition().get();
            out.writeLong(position.getOffset());
            out.writeLong(position.getRecordsAfterOffset());
        }
    }

    static FileSourceSplit read(DataInput in) throws IOException {
        String id = in.readUTF();
        Path path = new Path(URI.create(in.readUTF()));
        long offset = in.readLong();
        long length = in.readLong();
        long modified = in.readLong();
        long size = in.readLong();
        String[] hosts = new String[in.readInt()];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = in.readUTF();
        }
        CheckpointedPosition position =
                in.readBoolean() ? new CheckpointedPosition(in.readLong(), in.readLong()) : null;
        return new FileSourceSplit(id, path, offset, length, modified, size, hosts, position);
    }
}
