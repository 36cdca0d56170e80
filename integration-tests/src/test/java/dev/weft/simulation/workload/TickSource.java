package dev.weft.simulation.workload;

import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.core.io.InputStatus;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Emits ticks: line {@code l}, number {@code i} is the value {@code l * LINE + i} at event time {@code i * STEP_MS}. Lines are read
 * from splits that readers ask for, which may be discovered late, in the background; or every reader has one line of its own, in
 * one split, so that event times of all readers advance side by side.
 *
 * @param lines so many lines
 * @param length ticks of a line
 * @param splitLength ticks of a split at most
 * @param fixed whether every reader has one line of its own
 * @param discovered whether splits are found little by little, by calls in the background
 * @param gapPermille how often a reader has nothing for a while
 * @param endless whether it never ends: it begins anew with a line's first tick
 */
record TickSource(
        int lines, int length, int splitLength, boolean fixed, boolean discovered, int gapPermille, boolean endless)
        implements Source<Long, TickSplit, Integer> {

    static final long LINE = 1_000_000;
    static final long STEP_MS = 10;

    static long timestamp(long value) {
        return value % LINE * STEP_MS;
    }

    @Override
    public Boundedness getBoundedness() {
        return endless ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Long, TickSplit> createReader(SourceReaderContext context) {
        return new Reader(context);
    }

    @Override
    public SplitEnumerator<TickSplit, Integer> createEnumerator(SplitEnumeratorContext<TickSplit> context) {
        return new TickEnumerator(this, context);
    }

    @Override
    public SplitEnumerator<TickSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<TickSplit> context, Integer checkpoint) {
        return createEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<TickSplit> getSplitSerializer() {
        return new TickSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(Integer nothing) {
                return new byte[0];
            }

            @Override
            public Integer deserialize(int version, byte[] bytes) {
                return 0;
            }
        };
    }

    private final class Reader implements SourceReader<Long, TickSplit> {
        private final SourceReaderContext context;
        private final ArrayDeque<TickSplit> splits = new ArrayDeque<>();
        private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);
        private boolean noMore;
        private boolean asked;

        Reader(SourceReaderContext context) {
            this.context = context;
        }

        @Override
        public void start() {
            ask();
        }

        private void ask() {
            asked = true;
            available = new CompletableFuture<>();
            context.sendSplitRequest();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Long> output) {
            UserPace.step();
            TickSplit split = splits.poll();
            if (split == null) {
                if (noMore) {
                    return InputStatus.END_OF_INPUT;
                }
                if (!asked) {
                    ask();
                }
                return InputStatus.NOTHING_AVAILABLE;
            }
            SourceOutput<Long> out = output.createOutputForSplit(split.splitId());
            long value = split.line() * LINE + split.next();
            out.collect(value, timestamp(value));
            TickSplit rest = new TickSplit(split.line(), split.next() + 1, split.until());
            if (rest.next() < rest.until()) {
                splits.addFirst(rest);
            } else if (endless) {
                splits.addFirst(new TickSplit(split.line(), 0, split.until()));
            } else {
                output.releaseOutputForSplit(split.splitId());
            }
            available = UserPace.maybeNothingYet(gapPermille);
            return available.isDone() ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void addSplits(List<TickSplit> more) {
            splits.addAll(more);
            asked = false;
            available.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {
            noMore = true;
            available.complete(null);
        }

        @Override
        public List<TickSplit> snapshotState(long checkpointId) {
            return List.copyOf(splits);
        }

        @Override
        public void close() {}
    }
}
