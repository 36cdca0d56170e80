package dev.weft.connector.file.src.impl;

import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.reader.Compression;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Reads splits on a thread of its own, so that disk access never blocks the task. At most {@value #BATCHES_AHEAD}
 * batches of at most {@value #BATCH_RECORDS} records are queued between the two threads.
 *
 * @param <T> the records
 */
final class SplitFetcher<T> implements AutoCloseable {

    static final int BATCH_RECORDS = 1024;
    static final int BATCHES_AHEAD = 2;

    private final StreamFormat<T> format;
    private final Configuration configuration;
    private final Runnable onBatch;
    private final Thread thread;

    /** Bounded by the protocol: a reader asks for its next split only when one is finished. */
    private final BlockingQueue<FileSourceSplit> splits = new LinkedBlockingQueue<>();

    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES_AHEAD);

    /** @param onBatch called on the fetching thread after a batch became available */
    SplitFetcher(StreamFormat<T> format, Configuration configuration, String name, Runnable onBatch) {
        this.format = format;
        this.configuration = configuration;
        this.onBatch = onBatch;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(format.getClass().getClassLoader());
    }

    /** What the fetching thread hands over: some records of a split, the end of it, or a failure. */
    sealed interface Batch {
        /** @param last whether the split ends with these records */
        record Records(FileSourceSplit split, Object[] values, int count, boolean last) implements Batch {}

        record Failed(FileSourceSplit split, Throwable failure) implements Batch {}
    }

    void start() {
        thread.start();
    }

    void add(FileSourceSplit split) {
        splits.add(split);
    }

    /** The next batch, null when none is ready. */
    Batch poll() {
        return batches.poll();
    }

    boolean hasBatch() {
        return !batches.isEmpty();
    }

    private void run() {
        try {
            while (true) {
                FileSourceSplit split = splits.take();
                try {
                    fetch(split);
                } catch (InterruptedIOException interrupted) {
                    return;
                } catch (IOException | RuntimeException | Error failure) {
                    hand(new Batch.Failed(split, failure));
                    return;
                }
            }
        } catch (InterruptedException closed) {
            // The reader has been closed: the rest is not needed.
        }
    }

    private void fetch(FileSourceSplit split) throws IOException, InterruptedException {
        try (StreamFormat.Reader<T> reader = open(split)) {
            skipConsumed(split, reader);
            boolean last = false;
            while (!last) {
                Object[] values = new Object[BATCH_RECORDS];
                int count = 0;
                while (count < BATCH_RECORDS && !last) {
                    T value = reader.read();
                    if (value == null) {
                        last = true;
                    } else {
                        values[count++] = value;
                    }
                }
                hand(new Batch.Records(split, values, count, last));
            }
        }
    }

    private StreamFormat.Reader<T> open(FileSourceSplit split) throws IOException {
        Path path = split.path();
        Optional<Compression> compression = Compression.of(path);
        FSDataInputStream stream = path.getFileSystem().open(path);
        try {
            if (compression.isPresent()) {
                stream = compression.get().decompress(stream);
                return format.createReader(configuration, stream, Long.MAX_VALUE, Long.MAX_VALUE);
            }
            long end = split.offset() + split.length();
            long restored = split.getReaderPosition()
                    .map(CheckpointedPosition::getOffset)
                    .orElse(CheckpointedPosition.NO_OFFSET);
            if (restored != CheckpointedPosition.NO_OFFSET) {
                return format.restoreReader(configuration, stream, restored, split.fileSize(), end);
            }
            stream.seek(split.offset());
            return format.createReader(configuration, stream, split.fileSize(), end);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                stream.close();
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    private void skipConsumed(FileSourceSplit split, StreamFormat.Reader<T> reader) throws IOException {
        long consumed = split.getReaderPosition()
                .map(CheckpointedPosition::getRecordsAfterOffset)
                .orElse(0L);
        for (long i = 0; i < consumed; i++) {
            if (reader.read() == null) {
                throw new IOException("the split " + split + " ends after " + i + " records, but " + consumed
                        + " had been read; has the file changed?");
            }
        }
    }

    private void hand(Batch batch) throws InterruptedException {
        batches.put(batch);
        onBatch.run();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
