package dev.weft.streaming.api.windowing.windows;

import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.TypeSerializerSingleton;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.streaming.api.windowing.assigners.MergingWindowAssigner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The timestamps from a start, which belongs to the window, to an end, which does not; in milliseconds. */
public class TimeWindow extends Window {
    private final long start;
    private final long end;

    /** A window from its start, included, to its end, excluded, in milliseconds since the epoch. */
    public TimeWindow(long start, long end) {
        this.start = start;
        this.end = end;
    }

    /** The first millisecond of the window. */
    public long getStart() {
        return start;
    }

    /** The first millisecond after the window. */
    public long getEnd() {
        return end;
    }

    @Override
    public long maxTimestamp() {
        return end - 1;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TimeWindow that && that.getClass() == getClass() && that.start == start && that.end == end;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(start * 0x9E3779B97F4A7C15L + end);
    }

    @Override
    public String toString() {
        return "TimeWindow{start=" + start + ", end=" + end + '}';
    }

    /** Whether the windows share a timestamp, or one begins where the other ends. */
    public boolean intersects(TimeWindow other) {
        return start <= other.end && other.start <= end;
    }

    /** The smallest window that contains both. */
    public TimeWindow cover(TimeWindow other) {
        return new TimeWindow(Math.min(start, other.start), Math.max(end, other.end));
    }

    /** Tells the callback of each group of two or more windows that {@link #intersects} joins, and of its cover. */
    public static void mergeWindows(Collection<TimeWindow> windows, MergingWindowAssigner.MergeCallback<TimeWindow> c) {
        List<TimeWindow> ordered = new ArrayList<>(windows);
        ordered.sort(Comparator.comparingLong(TimeWindow::getStart));
        int first = 0;
        while (first < ordered.size()) {
            TimeWindow cover = ordered.get(first);
            int next = first + 1;
            while (next < ordered.size() && cover.intersects(ordered.get(next))) {
                cover = cover.cover(ordered.get(next));
                next++;
            }
            if (next - first > 1) {
                c.merge(ordered.subList(first, next), cover);
            }
            first = next;
        }
    }

    /**
     * The start of the window that contains the timestamp, when windows of the size follow each other and one of them
     * starts at the offset. Holds for negative timestamps and offsets too.
     */
    public static long getWindowStartWithOffset(long timestamp, long offset, long windowSize) {
        long into = (timestamp - offset) % windowSize;
        return into < 0 ? timestamp - into - windowSize : timestamp - into;
    }

    /** Start and end, eight bytes each. */
    public static class Serializer extends TypeSerializerSingleton<TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public TimeWindow createInstance() {
            return null;
        }

        @Override
        public TimeWindow copy(TimeWindow from) {
            return from;
        }

        @Override
        public TimeWindow copy(TimeWindow from, TimeWindow reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return 16;
        }

        @Override
        public void serialize(TimeWindow record, DataOutputView target) throws IOException {
            target.writeLong(record.start);
            target.writeLong(record.end);
        }

        @Override
        public TimeWindow deserialize(DataInputView source) throws IOException {
            long start = source.readLong();
            return new TimeWindow(start, source.readLong());
        }

        @Override
        public TimeWindow deserialize(TimeWindow reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.writeLong(source.readLong());
            target.writeLong(source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<TimeWindow> snapshotConfiguration() {
            return new TimeWindowSerializerSnapshot();
        }

        /** Without configuration. */
        public static final class TimeWindowSerializerSnapshot extends SimpleTypeSerializerSnapshot<TimeWindow> {
            public TimeWindowSerializerSnapshot() {
                super(Serializer::new);
            }
        }
    }
}
