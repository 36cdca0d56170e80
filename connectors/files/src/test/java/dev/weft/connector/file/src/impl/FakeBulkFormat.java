package dev.weft.connector.file.src.impl;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.connector.file.src.util.ArrayResultIterator;
import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.connector.file.src.util.Pool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Instead of a file, a split is the numbers from its offset, as many as its length, in blocks whose beginnings are the offsets of
 * positions. There is memory for one block only, so that nothing comes behind a block that is not released.
 *
 * @param blockSize the numbers in a block
 * @param failing a number that cannot be read, or -1
 */
record FakeBulkFormat(int blockSize, long failing) implements BulkFormat<Long, FileSourceSplit> {

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<Long> getProducedType() {
        return Types.LONG;
    }

    @Override
    public Reader<Long> createReader(Configuration config, FileSourceSplit split) {
        return new Blocks(split.offset(), 0, split.offset() + split.length());
    }

    @Override
    public Reader<Long> restoreReader(Configuration config, FileSourceSplit split) {
        CheckpointedPosition position = split.getReaderPosition().orElseThrow();
        return new Blocks(position.getOffset(), position.getRecordsAfterOffset(), split.offset() + split.length());
    }

    private final class Blocks implements Reader<Long> {

        private final Pool<List<Long>> memory = new Pool<>(1);
        private final long end;
        private long block;
        private long skipped;

        Blocks(long block, long skipped, long end) {
            this.block = block;
            this.skipped = skipped;
            this.end = end;
            memory.add(new ArrayList<>());
        }

        @Override
        public RecordIterator<Long> readBatch() throws IOException {
            if (block >= end) {
                return null;
            }
            List<Long> numbers = free();
            for (long number = block + skipped; number < Math.min(end, block + blockSize); number++) {
                if (number == failing) {
                    throw new IOException("number " + number + " is damaged");
                }
                numbers.add(number);
            }
            ArrayResultIterator<Long> batch = new ArrayResultIterator<>(() -> {
                numbers.clear();
                memory.recycler().recycle(numbers);
            });
            batch.set(numbers.toArray(Long[]::new), numbers.size(), block, skipped);
            block += blockSize;
            skipped = 0;
            return batch;
        }

        private List<Long> free() throws IOException {
            try {
                return memory.pollEntry();
            } catch (InterruptedException e) {
                throw new java.io.InterruptedIOException();
            }
        }

        @Override
        public void close() {}
    }
}
