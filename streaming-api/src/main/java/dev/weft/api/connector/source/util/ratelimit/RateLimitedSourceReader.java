package dev.weft.api.connector.source.util.ratelimit;

import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.core.io.InputStatus;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Reads as another reader does, one element for each place that a rate limiter gives. For the task's thread. */
@SuppressWarnings("try") // closing may be interrupted
public class RateLimitedSourceReader<E, SplitT extends SourceSplit> implements SourceReader<E, SplitT> {
    private final SourceReader<E, SplitT> reader;
    private final RateLimiter limiter;
    private final WatchedOutput<E> watched = new WatchedOutput<>();
    private CompletableFuture<Void> place;

    /**
     * @param sourceReader does the reading; one element at most may come of each of its polls
     * @param rateLimiter belongs to this reader alone
     */
    public RateLimitedSourceReader(SourceReader<E, SplitT> sourceReader, RateLimiter rateLimiter) {
        this.reader = Objects.requireNonNull(sourceReader, "sourceReader");
        this.limiter = Objects.requireNonNull(rateLimiter, "rateLimiter");
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<E> output) throws Exception {
        if (place == null) {
            place = limiter.acquire().toCompletableFuture();
        }
        if (!place.isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        place.join();
        watched.to = output;
        watched.emitted = false;
        InputStatus status = reader.pollNext(watched);
        if (watched.emitted) {
            place = null;
        }
        return status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (place == null) {
            place = limiter.acquire().toCompletableFuture();
        }
        return place.isDone() ? reader.isAvailable() : place.thenCompose(unused -> reader.isAvailable());
    }

    @Override
    public void addSplits(List<SplitT> splits) {
        reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public List<SplitT> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        limiter.notifyCheckpointComplete(checkpointId);
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
