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
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Emits ticks. Lines are read from splits that readers ask for, which may be discovered late, in the background; or every reader has
 * one line of its own, in one split, so that event times of all readers advance side by side.
 *
 * @param lines so many lines
 * @param splitLength ticks of a split at most
 * @param fixed whether every reader has one line of its own
 * @param discovered whether splits are found little by little, by calls in the background
 * @param endless whether it never ends: it begins anew with a line's first tick
 */
record TickSource(
        Ticks ticks, int lines, int splitLength, boolean fixed, boolean discovered, Gaps gaps, boolean endless)
        implements Source<Long, TickSplit, TickProgress> {

    /**
     * How readers have nothing for a while.
     *
     * @param permille how often
     * @param longestMs how long at most; all readers but the first one have a quarter of that
     * @param aligned the watermark group whose readers are watched; may be empty
     * @param idle whether a reader that has nothing does not count in its group
     * @param first whether a reader that is restored has nothing at first
     */
    record Gaps(int permille, long longestMs, String aligned, boolean idle, boolean first) implements Serializable {}

    @Override
    public Boundedness getBoundedness() {
        return endless ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Long, TickSplit> createReader(SourceReaderContext context) {
        return new Reader(context);
    }

    @Override
    public SplitEnumerator<TickSplit, TickProgress> createEnumerator(SplitEnumeratorContext<TickSplit> context) {
        return new TickEnumerator(this, context, Optional.empty());
    }

    @Override
    public SplitEnumerator<TickSplit, TickProgress> restoreEnumerator(
            SplitEnumeratorContext<TickSplit> context, TickProgress checkpoint) {
        UserPace.seen("enumerator restored");
        return new TickEnumerator(this, context, Optional.of(checkpoint));
    }

    @Override
    public SimpleVersionedSerializer<TickSplit> getSplitSerializer() {
        return new TickSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<TickProgress> getEnumeratorCheckpointSerializer() {
        return new TickProgress.Serializer();
    }

    private final class Reader implements SourceReader<Long, TickSplit> {
        private final SourceReaderContext context;
        private final ArrayDeque<TickSplit> splits = new ArrayDeque<>();
        private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);
        private CompletableFuture<Void> silent = CompletableFuture.completedFuture(null);
        private final int number;
        private boolean noMore;
        private boolean asked;
        private boolean paused;

        Reader(SourceReaderContext context) {
            this.context = context;
            number = context.getIndexOfSubtask();
        }

        @Override
        public void start() {
            aligned((alignment, group) -> alignment.starts(group, number));
            if (splits.isEmpty()) {
                ask();
            } else {
                UserPace.seen("reader restored with splits");
                silent = UserPace.maybeNothingYet(gaps.first() ? 1000 : 0, gaps.longestMs());
                available = silent;
            }
        }

        private void aligned(BiConsumer<Alignment, String> event) {
            if (!gaps.aligned().isEmpty()) {
                UserPace.alignment().ifPresent(alignment -> event.accept(alignment, gaps.aligned()));
            }
        }

        private void ask() {
            asked = true;
            available = new CompletableFuture<>();
            context.sendSplitRequest();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Long> output) {
            UserPace.step();
            if (!silent.isDone()) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            TickSplit split = splits.poll();
            if (split == null) {
                if (noMore) {
                    aligned((alignment, group) -> alignment.ends(group, number));
                    return InputStatus.END_OF_INPUT;
                }
                if (!asked) {
                    ask();
                }
                return InputStatus.NOTHING_AVAILABLE;
            }
            if (paused) {
                paused = false;
                aligned((alignment, group) -> alignment.resumes(group, number));
            }
            SourceOutput<Long> out = output.createOutputForSplit(split.splitId());
            long value = Ticks.value(split.line(), split.next());
            out.collect(value, ticks.timestamp(value));
            aligned((alignment, group) -> alignment.emits(group, number, ticks.timestamp(value)));
            TickSplit rest = new TickSplit(split.line(), split.next() + 1, split.until());
            if (rest.next() < rest.until()) {
                splits.addFirst(rest);
            } else if (endless) {
                splits.addFirst(new TickSplit(split.line(), 0, split.until()));
            } else {
                output.releaseOutputForSplit(split.splitId());
            }
            available =
                    UserPace.maybeNothingYet(gaps.permille(), number == 0 ? gaps.longestMs() : gaps.longestMs() / 4);
            if (available.isDone()) {
                return InputStatus.MORE_AVAILABLE;
            }
            paused = true;
            if (gaps.idle()) {
                aligned((alignment, group) -> alignment.pauses(group, number));
            }
            return InputStatus.NOTHING_AVAILABLE;
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
