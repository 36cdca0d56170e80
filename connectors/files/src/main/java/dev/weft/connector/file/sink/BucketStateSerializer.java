package dev.weft.connector.file.sink;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serializer of {@link BucketState}. Version 1, big endian: version and length of the bucket (ints) and its bytes;
 * whether a file is open (boolean), and if so its pending file and target (UTF, as addresses), bytes, creation time and
 * last update (longs), the number of originals (int) and each (UTF, as an address); the number of closed files (int),
 * each as {@link FileSinkCommittableSerializer} writes it.
 */
final class BucketStateSerializer<BucketID> implements SimpleVersionedSerializer<BucketState<BucketID>> {

    private static final int VERSION = 1;

    /** Null if the bucket assigner has none, which only jobs with checkpoints need. */
    private final SimpleVersionedSerializer<BucketID> buckets;

    BucketStateSerializer(SimpleVersionedSerializer<BucketID> buckets) {
        this.buckets = buckets;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BucketState<BucketID> state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        DataOutputStream out = new DataOutputStream(bytes);
        if (buckets == null) {
            throw new IOException(
                    "the bucket assigner gives no serializer, which a checkpoint needs: its getSerializer()"
                            + " must not return null");
        }
        byte[] bucket = buckets.serialize(state.bucket());
        out.writeInt(buckets.getVersion());
        out.writeInt(bucket.length);
        out.write(bucket);
        out.writeBoolean(state.open().isPresent());
        if (state.open().isPresent()) {
            write(state.open().get(), out);
        }
        out.writeInt(state.closed().size());
        for (FileSinkCommittable file : state.closed()) {
            FileSinkCommittableSerializer.write(file, out);
        }
        return bytes.toByteArray();
    }

    private static void write(OpenPart open, DataOutput out) throws IOException {
        FileSinkCommittableSerializer.write(open.pending(), out);
        FileSinkCommittableSerializer.write(open.target(), out);
        out.writeLong(open.bytes());
        out.writeLong(open.creationTimeMs());
        out.writeLong(open.lastUpdateMs());
        FileSinkCommittableSerializer.writePaths(open.originals(), out);
    }

    @Override
    public BucketState<BucketID> deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a file sink's bucket of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        int bucketVersion = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        BucketID bucket = buckets.deserialize(bucketVersion, bytes);
        Optional<OpenPart> open = in.readBoolean() ? Optional.of(readOpen(in)) : Optional.empty();
        int count = in.readInt();
        List<FileSinkCommittable> closed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            closed.add(FileSinkCommittableSerializer.read(in));
        }
        return new BucketState<>(bucket, open, closed);
    }

    private static OpenPart readOpen(DataInput in) throws IOException {
        return new OpenPart(
                FileSinkCommittableSerializer.readPath(in),
                FileSinkCommittableSerializer.readPath(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                FileSinkCommittableSerializer.readPaths(in));
    }
}
