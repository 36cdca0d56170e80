package dev.weft.util;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** The numbers from a first to a last, both included. */
public class NumberSequenceIterator extends SplittableIterator<Long> {
    private static final long serialVersionUID = 1L;

    private final long to;
    private long current;
    private boolean ended;

    /**
     * The numbers from the first to the last, both included.
     *
     * @throws IllegalArgumentException if the first is above the last
     */
    public NumberSequenceIterator(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "the sequence from " + from + " to " + to + " is empty: its start must not be above its end");
        }
        this.current = from;
        this.to = to;
    }

    private NumberSequenceIterator() {
        this.ended = true;
        this.to = 0;
    }

    /** The next number. */
    public long getCurrent() {
        return current;
    }

    /** The last number. */
    public long getTo() {
        return to;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Long next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        long number = current;
        if (number == to) {
            ended = true;
        } else {
            current = number + 1;
        }
        return number;
    }

    @Override
    public NumberSequenceIterator[] split(int numPartitions) {
        if (numPartitions < 1) {
            throw new IllegalArgumentException("a sequence cannot be split into " + numPartitions + " parts");
        }
        NumberSequenceIterator[] parts = new NumberSequenceIterator[numPartitions];
        List<long[]> ranges = ended ? List.of() : ranges(current, to, numPartitions);
        for (int i = 0; i < numPartitions; i++) {
            parts[i] = i < ranges.size()
                    ? new NumberSequenceIterator(ranges.get(i)[0], ranges.get(i)[1])
                    : new NumberSequenceIterator();
        }
        return parts;
    }

    /**
     * Divides the numbers from the first to the last into at most that many ranges of nearly equal length.
     *
     * @return for each range its first and last number
     */
    public static List<long[]> ranges(long from, long to, int parts) {
        List<long[]> ranges = new ArrayList<>();
        long start = from;
        for (int left = parts; left > 0; left--) {
            // the length may exceed the range of long, so it is taken as an unsigned number minus one
            long lengthMinusOne = to - start;
            if (lengthMinusOne >= 0 && lengthMinusOne < left) {
                for (long number = start; ; number++) {
                    ranges.add(new long[] {number, number});
                    if (number == to) {
                        return ranges;
                    }
                }
            }
            long step = left == 1 ? lengthMinusOne : Long.divideUnsigned(lengthMinusOne, left);
            long end = start + step;
            ranges.add(new long[] {start, end});
            if (end == to) {
                return ranges;
            }
            start = end + 1;
        }
        return ranges;
    }

    @Override
    public int getMaximumNumberOfSplits() {
        long length = to - current;
        return ended ? 0 : length < 0 || length >= Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) length + 1;
    }
}
