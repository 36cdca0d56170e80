package dev.weft.connector.file.src.enumerate;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.reader.Compression;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists directories recursively and cuts files into byte ranges. A range is never larger than the file system's block;
 * it is smaller when otherwise some reader would have nothing to do: about {@value #SPLITS_PER_READER} ranges a reader,
 * each at least {@value #MIN_SPLIT_BYTES} bytes. Compressed files stay whole.
 */
public class BlockSplittingRecursiveEnumerator extends NonSplittingRecursiveEnumerator {

    static final int SPLITS_PER_READER = 4;
    static final long MIN_SPLIT_BYTES = 1 << 20;

    public BlockSplittingRecursiveEnumerator() {}

    public BlockSplittingRecursiveEnumerator(Predicate<Path> fileFilter) {
        super(fileFilter);
    }

    @Override
    void split(
            FileStatus file, FileSystem fileSystem, long totalBytes, int minDesiredSplits, List<FileSourceSplit> target)
            throws IOException {
        long size = file.getLen();
        if (size == 0 || Compression.of(file.getPath()).isPresent()) {
            super.split(file, fileSystem, totalBytes, minDesiredSplits, target);
            return;
        }
        long wanted = Math.max(MIN_SPLIT_BYTES, totalBytes / Math.max(1, minDesiredSplits * SPLITS_PER_READER));
        long block = file.getBlockSize() > 0 ? file.getBlockSize() : Long.MAX_VALUE;
        long limit = Math.min(wanted, block);
        long ranges = (size + limit - 1) / limit;
        for (long i = 0; i < ranges; i++) {
            long from = size * i / ranges;
            long length = size * (i + 1) / ranges - from;
            target.add(range(file, from, length, hosts(file, fileSystem, from, length)));
        }
    }
}
