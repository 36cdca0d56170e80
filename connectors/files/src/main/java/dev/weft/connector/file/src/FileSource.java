package dev.weft.connector.file.src;

import dev.weft.connector.file.src.assigners.FileSplitAssigner;
import dev.weft.connector.file.src.assigners.LocalityAwareSplitAssigner;
import dev.weft.connector.file.src.enumerate.BlockSplittingRecursiveEnumerator;
import dev.weft.connector.file.src.enumerate.FileEnumerator;
import dev.weft.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import dev.weft.connector.file.src.impl.BatchedStreamFormat;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.util.Objects;

/**
 * Reads files and directories of any file system: once, or watching for new files.
 *
 * <pre>{@code
 * FileSource<String> lines = FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path("hdfs:///in")).build();
 * env.fromSource(lines, WatermarkStrategy.noWatermarks(), "lines");
 * }</pre>
 *
 * <p>Directories are read recursively; names that begin with {@code .} or {@code _} are left out. Files of a splittable
 * format are cut into byte ranges that are read in parallel; compressed files (.gz, .bz2, .zst, .xz,
 * .lz4, .deflate) are read whole.
 *
 * @param <T> the records
 */
public final class FileSource<T> extends AbstractFileSource<T, FileSourceSplit> {

    /** Prefers splits that are stored on the reader's host. */
    public static final FileSplitAssigner.Provider DEFAULT_SPLIT_ASSIGNER = LocalityAwareSplitAssigner::new;

    /** Cuts files into byte ranges. */
    public static final FileEnumerator.Provider DEFAULT_SPLITTABLE_FILE_ENUMERATOR =
            BlockSplittingRecursiveEnumerator::new;

    /** One split a file. */
    public static final FileEnumerator.Provider DEFAULT_NON_SPLITTABLE_FILE_ENUMERATOR =
            NonSplittingRecursiveEnumerator::new;

    private FileSource(
            Path[] inputPaths,
            BulkFormat<T, FileSourceSplit> format,
            FileEnumerator.Provider enumerator,
            FileSplitAssigner.Provider assigner,
            ContinuousEnumerationSettings continuousSettings) {
        super(inputPaths, enumerator, assigner, format, continuousSettings);
    }

    /** A source that reads records one by one from a stream of bytes, e.g. lines of text. */
    public static <T> FileSourceBuilder<T> forRecordStreamFormat(StreamFormat<T> streamFormat, Path... paths) {
        return forBulkFileFormat(new BatchedStreamFormat<>(Objects.requireNonNull(streamFormat, "format")), paths);
    }

    /** A source of a format that reads records in batches and opens the files itself. */
    public static <T> FileSourceBuilder<T> forBulkFileFormat(BulkFormat<T, FileSourceSplit> bulkFormat, Path... paths) {
        return new FileSourceBuilder<>(paths, Objects.requireNonNull(bulkFormat, "format"));
    }

    @Override
    public SimpleVersionedSerializer<FileSourceSplit> getSplitSerializer() {
        return FileSourceSplitSerializer.INSTANCE;
    }

    /** Collects the settings of a {@link FileSource}. */
    public static final class FileSourceBuilder<T>
            extends AbstractFileSourceBuilder<T, FileSourceSplit, FileSourceBuilder<T>> {

        private FileSourceBuilder(Path[] inputPaths, BulkFormat<T, FileSourceSplit> format) {
            super(
                    inputPaths,
                    format,
                    format.isSplittable() ? DEFAULT_SPLITTABLE_FILE_ENUMERATOR : DEFAULT_NON_SPLITTABLE_FILE_ENUMERATOR,
                    DEFAULT_SPLIT_ASSIGNER);
        }

        @Override
        public FileSource<T> build() {
            return new FileSource<>(inputPaths, readerFormat, fileEnumerator, splitAssigner, continuousSourceSettings);
        }
    }
}
