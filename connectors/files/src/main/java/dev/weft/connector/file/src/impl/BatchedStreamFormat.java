package dev.weft.connector.file.src.impl;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.connector.file.src.reader.Compression;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.connector.file.src.util.ArrayResultIterator;
import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.connector.file.src.util.Utils;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the records of a {@link StreamFormat} in batches of at most {@value #BATCH_RECORDS}. Opens the files, and decompresses
 * them by the endings of their names.
 *
 * @param <T> the records
 */
public record BatchedStreamFormat<T>(StreamFormat<T> format) implements BulkFormat<T, FileSourceSplit> {

    static final int BATCH_RECORDS = 1024;

    @Override
    public boolean isSplittable() {
        return format.isSplittable();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return format.getProducedType();
    }

    @Override
    public Reader<T> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return restoreReader(config, split);
    }

    @Override
    public Reader<T> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        CheckpointedPosition position =
                split.getReaderPosition().orElse(new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 0));
        Batches<T> batches = new Batches<>(open(config, split, position.getOffset()), position);
        return Utils.doWithCleanupOnException(batches, () -> {
            batches.skipConsumed(split);
            return batches;
        });
    }

    private StreamFormat.Reader<T> open(Configuration config, FileSourceSplit split, long restored) throws IOException {
        Path path = split.path();
        Optional<Compression> compression = Compression.of(path);
        FSDataInputStream stream = path.getFileSystem().open(path);
        return Utils.doWithCleanupOnException(stream, () -> {
            if (compression.isPresent()) {
                return format.createReader(
                        config, compression.get().decompress(stream), Long.MAX_VALUE, Long.MAX_VALUE);
            }
            long end = split.offset() + split.length();
            if (restored != CheckpointedPosition.NO_OFFSET) {
                return format.restoreReader(config, stream, restored, split.fileSize(), end);
            }
            stream.seek(split.offset());
            return format.createReader(config, stream, split.fileSize(), end);
        });
    }

    private static final class Batches<T> implements Reader<T> {

        private final StreamFormat.Reader<T> reader;
        private final long offset;
        private long consumed;
        private boolean ended;

        Batches(StreamFormat.Reader<T> reader, CheckpointedPosition from) {
            this.reader = reader;
            this.offset = from.getOffset();
            this.consumed = from.getRecordsAfterOffset();
        }

        private void skipConsumed(FileSourceSplit split) throws IOException {
            for (long i = 0; i < consumed; i++) {
                if (reader.read() == null) {
                    throw new IOException("the split " + split + " ends after " + i + " records, but " + consumed
                            + " had been read; has the file changed?");
                }
            }
        }

        @Override
        public RecordIterator<T> readBatch() throws IOException {
            @SuppressWarnings("unchecked") // only records are put into it, and it is read as objects
            T[] records = (T[]) new Object[BATCH_RECORDS];
            int count = 0;
            while (count < BATCH_RECORDS && !ended) {
                T record = reader.read();
                if (record == null) {
                    ended = true;
                } else {
                    records[count++] = record;
                }
            }
            if (count == 0) {
                return null;
            }
            ArrayResultIterator<T> batch = new ArrayResultIterator<>();
            batch.set(records, count, offset, consumed);
            consumed += count;
            return batch;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
