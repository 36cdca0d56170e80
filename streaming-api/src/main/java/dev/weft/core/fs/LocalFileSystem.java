package dev.weft.core.fs;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The disk of this machine. Stateless. What {@code sync} and {@code rename} have done survives a crash of the machine. Files of
 * other writers can't be taken over: who has a local file open can go on writing to it.
 */
final class LocalFileSystem extends FileSystem {
    static final LocalFileSystem INSTANCE = new LocalFileSystem();
    static final URI URI_OF_ALL = URI.create("file:/");

    private LocalFileSystem() {}

    @Override
    public URI getUri() {
        return URI_OF_ALL;
    }

    @Override
    public Path getWorkingDirectory() {
        return Path.fromLocalFile(new File(System.getProperty("user.dir")));
    }

    @Override
    public Path getHomeDirectory() {
        return Path.fromLocalFile(new File(System.getProperty("user.home")));
    }

    private static java.nio.file.Path local(Path path) {
        String scheme = path.toUri().getScheme();
        if (scheme != null && !scheme.equalsIgnoreCase("file")) {
            throw new IllegalArgumentException(path + " is not on the local file system");
        }
        return java.nio.file.Path.of(path.getPath().isEmpty() ? "." : path.getPath())
                .toAbsolutePath();
    }

    @Override
    public FileStatus getFileStatus(Path f) throws IOException {
        return LocalFile.of(local(f));
    }

    @Override
    public FileStatus[] listStatus(Path f) throws IOException {
        java.nio.file.Path directory = local(f);
        LocalFile self = LocalFile.of(directory);
        if (!self.isDir()) {
            return new FileStatus[] {self};
        }
        List<FileStatus> entries = new ArrayList<>();
        try (Stream<java.nio.file.Path> names = Files.list(directory)) {
            for (java.nio.file.Path name : names.sorted().toList()) {
                try {
                    entries.add(LocalFile.of(name));
                } catch (FileNotFoundException e) {
                    // gone since it was listed, so it is not in the directory
                    continue;
                }
            }
        }
        return entries.toArray(new FileStatus[0]);
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long len) {
        return new BlockLocation[] {new LocalBlock(file.getLen())};
    }

    @Override
    public FSDataInputStream open(Path f, int bufferSize) throws IOException {
        return open(f);
    }

    @Override
    public FSDataInputStream open(Path f) throws IOException {
        java.nio.file.Path file = local(f);
        if (Files.isDirectory(file)) {
            throw new IOException(f + " is a directory, not a file");
        }
        try {
            return new LocalInputStream(file);
        } catch (FileSystemException e) {
            throw unreadable(file, e);
        }
    }

    /** Translates the failure to read a file: nothing is there, below another file neither, or it may not be read. */
    static IOException unreadable(java.nio.file.Path file, FileSystemException failure) {
        if (failure instanceof NoSuchFileException || fileAbove(file).isPresent()) {
            return new FileNotFoundException("file:" + file + " does not exist");
        }
        if (isTooLong(failure)) {
            return new FileSystemRefusedException(
                    "file:" + file + " cannot be read: its path or a name in it is too long");
        }
        return failure instanceof AccessDeniedException
                ? new FileSystemRefusedException("permission denied: this user may not read file:" + file)
                : failure;
    }

    /** Java has no exception of its own for it, only the text of the operating system. */
    private static boolean isTooLong(FileSystemException failure) {
        return "File name too long".equals(failure.getReason());
    }

    /** The file, not a directory, below which a path cannot be. */
    private static Optional<java.nio.file.Path> fileAbove(java.nio.file.Path path) {
        java.nio.file.Path above = path.getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return Optional.ofNullable(above).filter(existing -> !Files.isDirectory(existing));
    }

    @Override
    public FSDataOutputStream create(Path f, WriteMode overwriteMode) throws IOException {
        java.nio.file.Path file = local(f);
        if (file.getParent() != null) {
            makeDirectory(file.getParent());
        }
        try {
            return new LocalOutputStream(file, overwriteMode == WriteMode.OVERWRITE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("file:" + file + " exists already and must not be overwritten", e);
        } catch (AccessDeniedException e) {
            throw new FileSystemRefusedException("permission denied: this user may not write file:" + file);
        }
    }

    @Override
    public boolean delete(Path f, boolean recursive) throws IOException {
        java.nio.file.Path file = local(f);
        try {
            if (recursive && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                deleteTree(file);
                return true;
            }
            return Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("file:" + file + " is a directory that is not empty", e);
        }
    }

    // deepest first; links are deleted, not followed
    private static void deleteTree(java.nio.file.Path root) throws IOException {
        List<java.nio.file.Path> all;
        try (Stream<java.nio.file.Path> tree = Files.walk(root)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (java.nio.file.Path one : all) {
            Files.deleteIfExists(one);
        }
    }

    @Override
    public boolean mkdirs(Path f) throws IOException {
        makeDirectory(local(f));
        return true;
    }

    private static void makeDirectory(java.nio.file.Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (AccessDeniedException e) {
            throw new FileSystemRefusedException("permission denied: this user may not make file:" + e.getFile());
        } catch (FileSystemException e) {
            String unmade = "directory file:" + directory + " cannot be made: ";
            Optional<java.nio.file.Path> file =
                    e instanceof FileAlreadyExistsException ? Optional.of(directory) : fileAbove(directory);
            if (file.isPresent()) {
                throw new FileSystemRefusedException(unmade + "file:" + file.get() + " is a file");
            }
            if (isTooLong(e)) {
                throw new FileSystemRefusedException(unmade + "its path or a name in it is too long");
            }
            throw new FileSystemUnavailableException(
                    unmade + (e.getReason() == null ? "nothing can be made at " + e.getFile() : e.getReason()));
        }
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        java.nio.file.Path source = local(src);
        java.nio.file.Path target = local(dst);
        if (Files.exists(target)) {
            return false;
        }
        if (target.getParent() != null) {
            makeDirectory(target.getParent());
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return false;
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target);
        }
        syncEntries(target.getParent());
        return true;
    }

    /** Returns when the names in a directory survive a crash of this machine, as far as its file system can promise it. */
    static void syncEntries(java.nio.file.Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException notPromised) {
            // a directory that this user may not read, or a platform or file system that does not sync directories
            return;
        }
    }

    @Override
    public boolean isDistributedFS() {
        return false;
    }
}
