package dev.weft.connector.file.src;

import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Serializer of {@link PendingSplitsCheckpoint}. Version 1, big endian: number of splits (int), each as {@link
 * FileSourceSplitSerializer} version 1 writes it; number of paths (int), each as UTF.
 */
public final class PendingSplitsCheckpointSerializer
        implements SimpleVersionedSerializer<PendingSplitsCheckpoint<FileSourceSplit>> {

    public static final PendingSplitsCheckpointSerializer INSTANCE = new PendingSplitsCheckpointSerializer();

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(PendingSplitsCheckpoint<FileSourceSplit> checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(checkpoint.getSplits().size());
        for (FileSourceSplit split : checkpoint.getSplits()) {
            FileSourceSplitSerializer.write(split, out);
        }
        out.writeInt(checkpoint.getAlreadyProcessedPaths().size());
        for (Path path : checkpoint.getAlreadyProcessedPaths()) {
            out.writeUTF(path.toUri().toString());
        }
        return bytes.toByteArray();
    }

    @Override
    public PendingSplitsCheckpoint<FileSourceSplit> deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a file enumerator's state of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        List<FileSourceSplit> splits = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            splits.add(FileSourceSplitSerializer.read(in));
        }
        List<Path> paths = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            paths.add(new Path(URI.create(in.readUTF())));
        }
        return PendingSplitsCheckpoint.fromCollectionSnapshot(splits, paths);
    }
}
