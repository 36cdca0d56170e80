package dev.weft.connector.file.src.impl;

import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.impl.SplitFetcher.Batch;
import dev.weft.connector.file.src.reader.DamagedDataException;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.connector.file.src.util.CheckpointedPosition;
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
 */
public final class FileSourceReader<T> implements SourceReader<T, FileSourceSplit> {

    /** Records that one call of pollNext emits at most, so that the task's other work is not held up. */
    private static final int RECORDS_PER_POLL = 256;

    private final SourceReaderContext context;
    private final SplitFetcher<T> fetcher;

    /** Split id to split and number of its records that were emitted. */
    private final Map<String, Progress> assigned = new LinkedHashMap<>();

    private final AtomicReference<CompletableFuture<Void>> available = new AtomicReference<>(new CompletableFuture<>());

    private Batch.Records current;
    private int next;
    private boolean noMoreSplits;

    private static final class Progress {
        final FileSourceSplit split;
        long records;

        Progress(FileSourceSplit split) {
            this.split = split;
            this.records = split.getReaderPosition()
                    .map(CheckpointedPosition::getRecordsAfterOffset)
                    .orElse(0L);
        }

        FileSourceSplit now() {
            long offset = split.getReaderPosition()
                    .map(CheckpointedPosition::getOffset)
                    .orElse(CheckpointedPosition.NO_OFFSET);
            return split.updateWithCheckpointedPosition(new CheckpointedPosition(offset, records));
        }
    }

    /** @param context the reader's task */
    public FileSourceReader(StreamFormat<T> format, SourceReaderContext context) {
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
        int end = Math.min(current.count(), next + RECORDS_PER_POLL);
        int begin = next;
        Object[] values = current.values();
        while (next < end) {
            @SuppressWarnings("unchecked")
            T value = (T) values[next++];
            output.collect(value);
        }
        String split = current.split().splitId();
        assigned.get(split).records += next - begin;
        if (next == current.count()) {
            if (current.last()) {
                assigned.remove(split);
            }
            current = null;
        }
        return InputStatus.MORE_AVAILABLE;
    }

    /** Takes the next batch; false when there is none yet. */
    private boolean advance() throws IOException {
        Batch batch = fetcher.poll();
        if (batch == null) {
            return false;
        }
        if (batch instanceof Batch.Failed failed) {
            if (failed.failure() instanceof FileSystemRefusedException refusal) {
                throw refusal.during("can't read " + failed.split());
            }
            if (failed.failure() instanceof DamagedDataException damage) {
                throw damage.during("can't read " + failed.split());
            }
            throw new IOException(
                    "can't read " + failed.split() + ": " + failed.failure().getMessage(), failed.failure());
        }
        current = (Batch.Records) batch;
        next = 0;
        if (current.last() && !noMoreSplits) {
            context.sendSplitRequest();
        }
        return true;
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
    public void addSplits(List<FileSourceSplit> splits) {
        for (FileSourceSplit split : splits) {
            assigned.put(split.splitId(), new Progress(split));
            fetcher.add(split);
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.get().complete(null);
    }

    @Override
    public List<FileSourceSplit> snapshotState(long checkpointId) {
        List<FileSourceSplit> splits = new ArrayList<>(assigned.size());
        assigned.values().forEach(progress -> splits.add(progress.now()));
        return splits;
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
