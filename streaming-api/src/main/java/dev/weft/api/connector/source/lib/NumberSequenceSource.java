package dev.weft.api.connector.source.lib;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.lib.util.IteratorSourceEnumerator;
import dev.weft.api.connector.source.lib.util.IteratorSourceReader;
import dev.weft.api.connector.source.lib.util.IteratorSourceSplit;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.util.NumberSequenceIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The numbers from a first to a last, both included, divided among the readers.
 *
 * <p>Checkpoint format version 1: a split is its id as modified UTF-8, its first and its last number as big-endian
 * longs; a checkpoint is a count and the splits.
 */
public class NumberSequenceSource
        implements Source<
                        Long,
                        NumberSequenceSource.NumberSequenceSplit,
                        Collection<NumberSequenceSource.NumberSequenceSplit>>,
                ResultTypeQueryable<Long> {
    private static final long serialVersionUID = 1L;

    private final long from;
    private final long to;

    public NumberSequenceSource(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "the sequence from " + from + " to " + to + " is empty: its start must not be above its end");
        }
        this.from = from;
        this.to = to;
    }

    public long getFrom() {
        return from;
    }

    public long getTo() {
        return to;
    }

    @Override
    public TypeInformation<Long> getProducedType() {
        return Types.LONG;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext readerContext) {
        return new IteratorSourceReader<>(readerContext);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> enumContext) {
        return new IteratorSourceEnumerator<>(
                enumContext, splitNumberRange(from, to, enumContext.currentParallelism()));
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> enumContext, Collection<NumberSequenceSplit> checkpoint) {
        return new IteratorSourceEnumerator<>(enumContext, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return new SplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>> getEnumeratorCheckpointSerializer() {
        return new CheckpointSerializer();
    }

    /** At most that many splits, with ids counted from 1. */
    protected List<NumberSequenceSplit> splitNumberRange(long from, long to, int numSplits) {
        List<NumberSequenceSplit> splits = new ArrayList<>();
        for (long[] range : NumberSequenceIterator.ranges(from, to, numSplits)) {
            splits.add(new NumberSequenceSplit(String.valueOf(splits.size() + 1), range[0], range[1]));
        }
        return splits;
    }

    /** A range of numbers, both ends included. Immutable. */
    public static class NumberSequenceSplit implements IteratorSourceSplit<Long, NumberSequenceIterator> {
        private final String splitId;
        private final long from;
        private final long to;

        public NumberSequenceSplit(String splitId, long from, long to) {
            if (from > to) {
                throw new IllegalArgumentException("split " + splitId + " from " + from + " to " + to + " is empty");
            }
            this.splitId = Objects.requireNonNull(splitId, "splitId");
            this.from = from;
            this.to = to;
        }

        @Override
        public String splitId() {
            return splitId;
        }

        public long from() {
            return from;
        }

        public long to() {
            return to;
        }

        @Override
        public NumberSequenceIterator getIterator() {
            return new NumberSequenceIterator(from, to);
        }

        @Override
        public IteratorSourceSplit<Long, NumberSequenceIterator> getUpdatedSplitForIterator(
                NumberSequenceIterator iterator) {
            return new NumberSequenceSplit(splitId, iterator.getCurrent(), iterator.getTo());
        }

        @Override
        public String toString() {
            return "split " + splitId + " from " + from + " to " + to;
        }
    }

    private static void write(NumberSequenceSplit split, DataOutputStream out) throws IOException {
        out.writeUTF(split.splitId());
        out.writeLong(split.from());
        out.writeLong(split.to());
    }

    private static NumberSequenceSplit read(DataInputStream in) throws IOException {
        String id = in.readUTF();
        long from = in.readLong();
        return new NumberSequenceSplit(id, from, in.readLong());
    }

    private static void check(int version) throws IOException {
        if (version != 1) {
            throw new IOException(
                    "splits of a number sequence are written in version " + version + ", this process reads version 1");
        }
    }

    private static final class SplitSerializer implements SimpleVersionedSerializer<NumberSequenceSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(NumberSequenceSplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(split, new DataOutputStream(bytes));
            return bytes.toByteArray();
        }

        @Override
        public NumberSequenceSplit deserialize(int version, byte[] serialized) throws IOException {
            check(version);
            return read(new DataInputStream(new ByteArrayInputStream(serialized)));
        }
    }

    private static final class CheckpointSerializer
            implements SimpleVersionedSerializer<Collection<NumberSequenceSplit>> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<NumberSequenceSplit> splits) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(splits.size());
            for (NumberSequenceSplit split : splits) {
                write(split, out);
            }
            return bytes.toByteArray();
        }

        @Override
        public Collection<NumberSequenceSplit> deserialize(int version, byte[] serialized) throws IOException {
            check(version);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            List<NumberSequenceSplit> splits = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                splits.add(read(in));
            }
            return splits;
        }
    }
}
