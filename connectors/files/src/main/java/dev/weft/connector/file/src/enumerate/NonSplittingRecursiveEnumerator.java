package dev.weft.connector.file.src.enumerate;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.core.fs.BlockLocation;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Lists directories recursively; one split a file. */
public class NonSplittingRecursiveEnumerator implements FileEnumerator {

    protected final Predicate<Path> fileFilter;

    private long nextId;

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
                list(fileSystem.getFileStatus(path), fileSystem, files);
            } catch (FileNotFoundException missing) {
                FileNotFoundException named =
                        new FileNotFoundException("input path " + path + " does not exist; check the path");
                named.initCause(missing);
                throw named;
            }
        }
        long totalBytes = files.stream().mapToLong(f -> f.status().getLen()).sum();
        List<FileSourceSplit> splits = new ArrayList<>();
        for (Listed file : files) {
            split(file.status(), file.fileSystem(), totalBytes, minDesiredSplits, splits);
        }
        return splits;
    }

    private record Listed(FileStatus status, FileSystem fileSystem) {}

    private void list(FileStatus status, FileSystem fileSystem, List<Listed> files) throws IOException {
        if (!status.isDir()) {
            files.add(new Listed(status, fileSystem));
            return;
        }
        FileStatus[] children = fileSystem.listStatus(status.getPath());
        Arrays.sort(
                children, (a, b) -> a.getPath().toString().compareTo(b.getPath().toString()));
        for (FileStatus child : children) {
            if (fileFilter.test(child.getPath())) {
                list(child, fileSystem, files);
            }
        }
    }

    /** Cuts one file, given the size of all of them. */
    void split(
            FileStatus file, FileSystem fileSystem, long totalBytes, int minDesiredSplits, List<FileSourceSplit> target)
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
