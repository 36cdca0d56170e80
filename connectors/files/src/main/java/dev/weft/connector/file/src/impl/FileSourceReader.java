package dev.weft.connector.file.src.impl;

import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.FileSourceSplitState;
import dev.weft.connector.file.src.impl.SplitFetcher.Batch;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.connector.file.src.reader.DamagedDataException;
import dev.weft.connector.file.src.util.RecordAndPosition;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.io.InputStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Source reader of the file source: emits the records that its {@link SplitFetcher} has read. Owned by the task's
 * thread, except {@link #onBatch}. Requests the next split when the last one has been read, while its last records are
 * still being emitted.
 *
 * @param <T> the records
 * @param <SplitT> the splits
 */
public final class FileSourceReader<T, SplitT extends FileSourceSplit> implements SourceReader<T, SplitT> {

    /** Records that one call of pollNext emits at most, so that the task's other work is not held up. */
    private static final int RECORDS_PER_POLL = 256;

    private final SourceReaderContext context;
    private final SplitFetcher<T, SplitT> fetcher;

    /** Splits with the positions behind their last records that were emitted, by their ids. */
    private final Map<String, FileSourceSplitState<SplitT>> assigned = new LinkedHashMap<>();

    private final AtomicReference<CompletableFuture<Void>> available = new AtomicReference<>(new CompletableFuture<>());

    private Batch.Records<T> current;
    /** The split of {@link #current}. */
    private FileSourceSplitState<SplitT> reading;
    /** The split during whose last records the next one was asked for. */
    private String requestedAfter;

    private boolean noMoreSplits;

    /** @param context the reader's task */
    public FileSourceReader(BulkFormat<T, SplitT> format, SourceReaderContext context) {
        this.context = context;
        this.fetcher = new SplitFetcher<>(
                format, context.getConfiguration(), "file source " + context.getIndexOfSubtask(), this::onBatch);
    }

    @Override
    public void start() {
        fetcher.start();
        if (assigned.isEmpty()) {
            context.sendSplitRequest();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        if (current == null && !advance()) {
            return noMoreSplits && assigned.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        BulkFormat.RecordIterator<T> records = current.records();
        RecordAndPosition<T> last = null;
        for (int left = RECORDS_PER_POLL; left > 0; left--) {
            RecordAndPosition<T> next = records.next();
            if (next == null) {
                current = null;
                break;
            }
            output.collect(next.getRecord());
            last = next;
        }
        if (last != null) {
            reading.setPosition(last.getOffset(), last.getRecordSkipCount());
        }
        if (current == null) {
            records.releaseBatch();
        }
        return InputStatus.MORE_AVAILABLE;
    }

    /** Takes the next batch of records; false when there is none yet. */
    private boolean advance() throws IOException {
        for (Batch<T> batch = fetcher.poll(); batch != null; batch = fetcher.poll()) {
            if (batch instanceof Batch.Failed<T> failed) {
                throw failure(failed);
            }
            if (batch instanceof Batch.Records<T> records) {
                current = records;
                reading = assigned.get(records.split().splitId());
                if (fetcher.isAtEnd()) {
                    requestNext(records.split());
                }
                return true;
            }
            requestNext(batch.split());
            assigned.remove(batch.split().splitId());
        }
        return false;
    }

    /** Asks for the split after this one, once. */
    private void requestNext(FileSourceSplit ending) {
        if (!noMoreSplits && !ending.splitId().equals(requestedAfter)) {
            requestedAfter = ending.splitId();
            context.sendSplitRequest();
        }
    }

    private IOException failure(Batch.Failed<T> failed) {
        String work = "can't read " + failed.split();
        if (failed.failure() instanceof FileSystemRefusedException refusal) {
            return refusal.during(work);
        }
        if (failed.failure() instanceof DamagedDataException damage) {
            return damage.during(work);
        }
        return new IOException(work + ": " + failed.failure().getMessage(), failed.failure());
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> future = available.get();
        if (future.isDone()) {
            future = new CompletableFuture<>();
            available.set(future);
        }
        boolean ready = current != null || fetcher.hasBatch() || (noMoreSplits && assigned.isEmpty());
        if (ready) {
            future.complete(null);
        }
        return future;
    }

    /** On the fetching thread. */
    private void onBatch() {
        available.get().complete(null);
    }

    @Override
    public void addSplits(List<SplitT> splits) {
        for (SplitT split : splits) {
            assigned.put(split.splitId(), new FileSourceSplitState<>(split));
            fetcher.add(split);
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.get().complete(null);
    }

    @Override
    public List<SplitT> snapshotState(long checkpointId) {
        List<SplitT> splits = new ArrayList<>(assigned.size());
        assigned.values().forEach(state -> splits.add(state.toFileSourceSplit()));
        return splits;
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
