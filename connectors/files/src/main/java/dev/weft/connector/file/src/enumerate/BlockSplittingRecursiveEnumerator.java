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

    private final List<String> wholeSuffixes;
    private long wantedBytes;

    /** Leaves out names that begin with {@code .} or {@code _}. */
    public BlockSplittingRecursiveEnumerator() {
        this(new DefaultFileFilter());
    }

    /** @param fileFilter which files and directories are read; not asked about the given paths themselves */
    public BlockSplittingRecursiveEnumerator(Predicate<Path> fileFilter) {
        this(fileFilter, new String[0]);
    }

    /**
     * @param fileFilter which files and directories are read; not asked about the given paths themselves
     * @param nonSplittableFileSuffixes how the names of files end that stay whole, beside those of compressed files, which
     *     always do; such as {@code ".json"}
     */
    public BlockSplittingRecursiveEnumerator(Predicate<Path> fileFilter, String[] nonSplittableFileSuffixes) {
        super(fileFilter);
        this.wholeSuffixes = List.of(nonSplittableFileSuffixes);
    }

    @Override
    void prepare(long totalBytes, int minDesiredSplits) {
        wantedBytes = Math.max(MIN_SPLIT_BYTES, totalBytes / Math.max(1, minDesiredSplits * SPLITS_PER_READER));
    }

    @Override
    protected void convertToSourceSplits(FileStatus file, FileSystem fileSystem, List<FileSourceSplit> target)
            throws IOException {
        long size = file.getLen();
        if (size == 0 || !isFileSplittable(file.getPath())) {
            super.convertToSourceSplits(file, fileSystem, target);
            return;
        }
        long block = file.getBlockSize() > 0 ? file.getBlockSize() : Long.MAX_VALUE;
        long limit = Math.min(wantedBytes, block);
        long ranges = (size + limit - 1) / limit;
        for (long i = 0; i < ranges; i++) {
            long from = size * i / ranges;
            long length = size * (i + 1) / ranges - from;
            target.add(range(file, from, length, hosts(file, fileSystem, from, length)));
        }
    }

    /** Whether a file may be cut. By default, all may but compressed ones and those with a suffix that was named. */
    protected boolean isFileSplittable(Path filePath) {
        String name = filePath.getName();
        return Compression.of(filePath).isEmpty() && wholeSuffixes.stream().noneMatch(name::endsWith);
    }
}
