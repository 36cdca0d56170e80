package dev.weft.connector.file.src.enumerate;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.core.fs.BlockLocation;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lists directories recursively and makes one split per file. Files of a directory come in the order of their names.
 * Symbolic links are followed; one that leads back to a directory above it is rejected.
 */
public class NonSplittingRecursiveEnumerator implements FileEnumerator {

    /** Which files and directories are read. */
    protected final Predicate<Path> fileFilter;

    private long nextId;

    /** Leaves out names that begin with {@code .} or {@code _}. */
    public NonSplittingRecursiveEnumerator() {
        this(new DefaultFileFilter());
    }

    /** @param fileFilter which files and directories are read; not asked about the given paths themselves */
    public NonSplittingRecursiveEnumerator(Predicate<Path> fileFilter) {
        this.fileFilter = fileFilter;
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits) throws IOException {
        List<Listed> files = new ArrayList<>();
        for (Path path : paths) {
            FileSystem fileSystem = path.getFileSystem();
            try {
                list(fileSystem.getFileStatus(path), fileSystem, new HashSet<>(), files);
            } catch (FileNotFoundException missing) {
                FileNotFoundException named =
                        new FileNotFoundException("input path " + path + " does not exist; check the path");
                named.initCause(missing);
                throw named;
            }
        }
        prepare(files.stream().mapToLong(f -> f.status().getLen()).sum(), minDesiredSplits);
        List<FileSourceSplit> splits = new ArrayList<>();
        for (Listed file : files) {
            convertToSourceSplits(file.status(), file.fileSystem(), splits);
        }
        return splits;
    }

    private record Listed(FileStatus status, FileSystem fileSystem) {}

    /** @param above the directories that are being listed, from the input down, where links could lead back to one of them */
    private void list(FileStatus status, FileSystem fileSystem, Set<java.nio.file.Path> above, List<Listed> files)
            throws IOException {
        if (!status.isDir()) {
            files.add(new Listed(status, fileSystem));
            return;
        }
        if (fileSystem != FileSystem.getLocalFileSystem()) {
            listEntries(status, fileSystem, above, files);
            return;
        }
        java.nio.file.Path directory = withoutLinks(status.getPath());
        if (!above.add(directory)) {
            throw new IOException("the symbolic link " + status.getPath() + " leads back to " + directory
                    + ", a directory above it: its files would be read without end; remove the link, or leave it out"
                    + " by a file filter");
        }
        listEntries(status, fileSystem, above, files);
        above.remove(directory);
    }

    private static java.nio.file.Path withoutLinks(Path directory) throws IOException {
        try {
            return java.nio.file.Path.of(directory.getPath()).toRealPath();
        } catch (NoSuchFileException gone) {
            throw new FileNotFoundException(directory + " does not exist");
        }
    }

    private void listEntries(
            FileStatus directory, FileSystem fileSystem, Set<java.nio.file.Path> above, List<Listed> files)
            throws IOException {
        FileStatus[] entries = fileSystem.listStatus(directory.getPath());
        Arrays.sort(
                entries, (a, b) -> a.getPath().toString().compareTo(b.getPath().toString()));
        for (FileStatus entry : entries) {
            if (fileFilter.test(entry.getPath())) {
                list(entry, fileSystem, above, files);
            }
        }
    }

    /** Called when the files are known and before the first is cut. */
    void prepare(long totalBytes, int minDesiredSplits) {}

    /**
     * Cuts one file. By default it becomes one split.
     *
     * @param file a file, never a directory
     * @param target takes the splits; each needs an id of its own, see {@link #getNextId}
     */
    protected void convertToSourceSplits(FileStatus file, FileSystem fileSystem, List<FileSourceSplit> target)
            throws IOException {
        target.add(range(file, 0, file.getLen(), hosts(file, fileSystem, 0, file.getLen())));
    }

    final FileSourceSplit range(FileStatus file, long offset, long length, String[] hosts) {
        return new FileSourceSplit(
                getNextId(), file.getPath(), offset, length, file.getModificationTime(), file.getLen(), hosts);
    }

    /** The hosts that store the beginning of a range, best first; empty when the file system does not know. */
    static String[] hosts(FileStatus file, FileSystem fileSystem, long offset, long length) throws IOException {
        BlockLocation[] blocks = length == 0 ? null : fileSystem.getFileBlockLocations(file, offset, length);
        return blocks == null || blocks.length == 0 ? new String[0] : blocks[0].getHosts();
    }

    /** An id that no other split of this enumerator has. */
    protected final String getNextId() {
        return String.format("%010d", ++nextId);
    }
}
