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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The numbers from a first to a last, both included, each once. They are divided into as many splits as there are readers;
 * within a split they come in ascending order.
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

    /**
     * @param from the first number
     * @param to the last number, {@code >= from}
     */
    public NumberSequenceSource(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "the sequence from " + from + " to " + to + " is empty: its start must not be above its end");
        }
        this.from = from;
        this.to = to;
    }

    /** The first number. */
    public long getFrom() {
        return from;
    }

    /** The last number. */
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
        return NumberRangeFormat.ONE;
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>> getEnumeratorCheckpointSerializer() {
        return NumberRangeFormat.SEVERAL;
    }

    /**
     * Divides a range into splits whose lengths differ by at most one, with ids counted from 1. Called when the job starts, with
     * the number of readers; a subclass may divide in another way.
     *
     * @param numSplits how many splits at most; there are fewer when the range has fewer numbers
     */
    protected List<NumberSequenceSplit> splitNumberRange(long from, long to, int numSplits) {
        List<NumberSequenceSplit> splits = new ArrayList<>();
        for (long[] range : NumberSequenceIterator.ranges(from, to, numSplits)) {
            splits.add(new NumberSequenceSplit(String.valueOf(splits.size() + 1), range[0], range[1]));
        }
        return splits;
    }

    /** A range of numbers, both ends included, not empty. Immutable. */
    public static class NumberSequenceSplit implements IteratorSourceSplit<Long, NumberSequenceIterator> {
        private final String splitId;
        private final long from;
        private final long to;

        /**
         * @param splitId unique among the splits of the source
         * @param from the first number
         * @param to the last number, {@code >= from}
         */
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

        /** The first number. */
        public long from() {
            return from;
        }

        /** The last number. */
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
}
