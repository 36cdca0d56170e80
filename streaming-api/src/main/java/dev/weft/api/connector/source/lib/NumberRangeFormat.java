package dev.weft.api.connector.source.lib;

import dev.weft.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Ranges of numbers in checkpoints, version 1, big endian: a range is its id (UTF), its first and its last number (longs);
 * several are their count (int) and each of them. Pinned by {@code IteratorSourcesTest}.
 */
record NumberRangeFormat<T>(Encoding<T> encoding, Decoding<T> decoding) implements SimpleVersionedSerializer<T> {
    static final SimpleVersionedSerializer<NumberSequenceSplit> ONE =
            new NumberRangeFormat<>(NumberRangeFormat::write, NumberRangeFormat::read);
    static final SimpleVersionedSerializer<Collection<NumberSequenceSplit>> SEVERAL =
            new NumberRangeFormat<>(NumberRangeFormat::writeAll, NumberRangeFormat::readAll);

    private static final int VERSION = 1;

    private interface Encoding<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    private interface Decoding<T> {
        T read(DataInput in) throws IOException;
    }

    private static void write(NumberSequenceSplit range, DataOutput out) throws IOException {
        out.writeUTF(range.splitId());
        out.writeLong(range.from());
        out.writeLong(range.to());
    }

    private static NumberSequenceSplit read(DataInput in) throws IOException {
        return new NumberSequenceSplit(in.readUTF(), in.readLong(), in.readLong());
    }

    private static void writeAll(Collection<NumberSequenceSplit> ranges, DataOutput out) throws IOException {
        out.writeInt(ranges.size());
        for (NumberSequenceSplit range : ranges) {
            write(range, out);
        }
    }

    private static Collection<NumberSequenceSplit> readAll(DataInput in) throws IOException {
        int count = in.readInt();
        List<NumberSequenceSplit> ranges = new ArrayList<>();
        while (ranges.size() < count) {
            ranges.add(read(in));
        }
        return ranges;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoding.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("splits of a number sequence are written in version " + version
                    + ", this process reads version " + VERSION);
        }
        return decoding.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
