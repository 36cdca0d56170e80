package dev.weft.connector.file.src.impl;

import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.reader.BulkFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Reads splits on a thread of its own, so that disk access never blocks the task. At most {@value #BATCHES_AHEAD}
 * batches are queued between the two threads.
 *
 * @param <T> the records
 * @param <SplitT> the splits
 */
final class SplitFetcher<T, SplitT extends FileSourceSplit> implements AutoCloseable {

    /** The end of a split is one, too. */
    static final int BATCHES_AHEAD = 3;

    private final BulkFormat<T, SplitT> format;
    private final Configuration configuration;
    private final Runnable onBatch;
    private final Thread thread;

    /** Bounded by the protocol: a reader asks for its next split only when one is finished. */
    private final BlockingQueue<SplitT> splits = new LinkedBlockingQueue<>();

    private final BlockingQueue<Batch<T>> batches = new ArrayBlockingQueue<>(BATCHES_AHEAD);

    /** @param onBatch called on the fetching thread after a batch became available */
    SplitFetcher(BulkFormat<T, SplitT> format, Configuration configuration, String name, Runnable onBatch) {
        this.format = format;
        this.configuration = configuration;
        this.onBatch = onBatch;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(format.getClass().getClassLoader());
    }

    /** What the fetching thread hands over: some records of a split, the end of it, or a failure. */
    sealed interface Batch<T> {
        FileSourceSplit split();

        record Records<T>(FileSourceSplit split, BulkFormat.RecordIterator<T> records) implements Batch<T> {}

        record End<T>(FileSourceSplit split) implements Batch<T> {}

        record Failed<T>(FileSourceSplit split, Throwable failure) implements Batch<T> {}
    }

    void start() {
        thread.start();
    }

    void add(SplitT split) {
        splits.add(split);
    }

    /** The next batch, null when none is ready. */
    Batch<T> poll() {
        return batches.poll();
    }

    /** Whether the next batch is the end of a split. */
    boolean isAtEnd() {
        return batches.peek() instanceof Batch.End;
    }

    boolean hasBatch() {
        return !batches.isEmpty();
    }

    private void run() {
        try {
            while (true) {
                SplitT split = splits.take();
                try {
                    fetch(split);
                } catch (InterruptedIOException interrupted) {
                    return;
                } catch (IOException | RuntimeException | Error failure) {
                    hand(new Batch.Failed<>(split, failure));
                    return;
                }
            }
        } catch (InterruptedException closed) {
            // The reader has been closed: the rest is not needed.
        }
    }

    private void fetch(SplitT split) throws IOException, InterruptedException {
        try (BulkFormat.Reader<T> reader = open(split)) {
            for (BulkFormat.RecordIterator<T> records = reader.readBatch();
                    records != null;
                    records = reader.readBatch()) {
                hand(new Batch.Records<>(split, records));
            }
        }
        hand(new Batch.End<>(split));
    }

    private BulkFormat.Reader<T> open(SplitT split) throws IOException {
        return split.getReaderPosition().isPresent()
                ? format.restoreReader(configuration, split)
                : format.createReader(configuration, split);
    }

    private void hand(Batch<T> batch) throws InterruptedException {
        batches.put(batch);
        onBatch.run();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
