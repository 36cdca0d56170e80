package dev.weft.engine.taskexecutor.task;

import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.core.io.InputStatus;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A source that has a number at every poll, without splits, and tells the test of the end of splits. */
final class EndlessSource implements Source<Long, SourceSplit, Void> {

    private static final long serialVersionUID = 1L;
    private static volatile Runnable told = () -> {};

    static void onNoMoreSplits(Runnable action) {
        told = action;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Long, SourceSplit> createReader(SourceReaderContext context) {
        return new Reader();
    }

    @Override
    public SplitEnumerator<SourceSplit, Void> createEnumerator(SplitEnumeratorContext<SourceSplit> context) {
        throw new UnsupportedOperationException("the test plays the enumerator");
    }

    @Override
    public SplitEnumerator<SourceSplit, Void> restoreEnumerator(
            SplitEnumeratorContext<SourceSplit> context, Void checkpoint) {
        throw new UnsupportedOperationException("the test plays the enumerator");
    }

    @Override
    public SimpleVersionedSerializer<SourceSplit> getSplitSerializer() {
        return new NoSplits<>();
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new NoSplits<>();
    }

    private static final class Reader implements SourceReader<Long, SourceSplit> {
        private long next;

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Long> output) {
            output.collect(next++);
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<SourceSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<SourceSplit> splits) {
            throw new UnsupportedOperationException("there are no splits");
        }

        @Override
        public void notifyNoMoreSplits() {
            told.run();
        }

        @Override
        public void close() {}
    }

    /** Of what there is none of. */
    private static final class NoSplits<T> implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T nothing) {
            throw new UnsupportedOperationException("there are no splits");
        }

        @Override
        public T deserialize(int version, byte[] serialized) {
            throw new UnsupportedOperationException("there are no splits");
        }
    }
}
