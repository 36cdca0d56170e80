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
import java.util.Objects;

/**
 * Serializer of {@link PendingSplitsCheckpoint}. Version 2, big endian: version of the splits (int), number of splits (int), each as
 * its length (int) and the bytes that the serializer of splits makes; number of paths (int), each as UTF. Version 1, which
 * is read too: number of splits (int), each as {@link FileSourceSplitSerializer} version 1 writes it; the paths as in
 * version 2.
 *
 * @param <T> the kind of split
 */
public final class PendingSplitsCheckpointSerializer<T extends FileSourceSplit>
        implements SimpleVersionedSerializer<PendingSplitsCheckpoint<T>> {

    private static final int VERSION = 2;

    /** Has splits of {@link FileSource} only. */
    private static final int VERSION_WITH_PLAIN_SPLITS = 1;

    private final SimpleVersionedSerializer<T> splitSerializer;

    /** @param splitSerializer serializer of one split */
    public PendingSplitsCheckpointSerializer(SimpleVersionedSerializer<T> splitSerializer) {
        this.splitSerializer = Objects.requireNonNull(splitSerializer, "splitSerializer");
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(PendingSplitsCheckpoint<T> checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(splitSerializer.getVersion());
        out.writeInt(checkpoint.getSplits().size());
        for (T split : checkpoint.getSplits()) {
            byte[] one = splitSerializer.serialize(split);
            out.writeInt(one.length);
            out.write(one);
        }
        out.writeInt(checkpoint.getAlreadyProcessedPaths().size());
        for (Path path : checkpoint.getAlreadyProcessedPaths()) {
            out.writeUTF(path.toUri().toString());
        }
        return bytes.toByteArray();
    }

    @Override
    public PendingSplitsCheckpoint<T> deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION && version != VERSION_WITH_PLAIN_SPLITS) {
            throw new IOException("a file enumerator's state of version " + version
                    + " can't be read; this release reads the versions 1 and " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        List<T> splits = version == VERSION ? splits(in) : plainSplits(in);
        List<Path> paths = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            paths.add(new Path(URI.create(in.readUTF())));
        }
        return PendingSplitsCheckpoint.fromCollectionSnapshot(splits, paths);
    }

    private List<T> splits(DataInputStream in) throws IOException {
        int splitVersion = in.readInt();
        List<T> splits = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            int length = in.readInt();
            byte[] one = in.readNBytes(length);
            if (one.length < length) {
                throw new IOException("a file enumerator's state ends within a split: " + length
                        + " bytes were announced, and " + one.length + " are there");
            }
            splits.add(splitSerializer.deserialize(splitVersion, one));
        }
        return splits;
    }

    @SuppressWarnings("unchecked") // only FileSource has written this version, whose splits are no subclass
    private List<T> plainSplits(DataInputStream in) throws IOException {
        List<T> splits = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            splits.add((T) FileSourceSplitSerializer.read(in));
        }
        return splits;
    }
}
