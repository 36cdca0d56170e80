package dev.weft.core.fs;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.IllegalConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Files by path. Found with {@link #get}; safe to be used from several threads. Every path is on the file system that
 * it is handed to.
 */
public abstract class FileSystem {
    /** What to do when a file is there already. */
    public enum WriteMode {
        NO_OVERWRITE,
        OVERWRITE
    }

    /** Hands the settings to all factories; {@code fs.default-scheme} names the file system of paths without scheme. */
    public static void initialize(Configuration config) throws IllegalConfigurationException {
        FileSystems.initialize(config);
    }

    /** The disk of this machine. */
    public static FileSystem getLocalFileSystem() {
        return LocalFileSystem.INSTANCE;
    }

    /** The file system of that address's scheme and authority. */
    public static FileSystem get(URI uri) throws IOException {
        return FileSystems.get(uri);
    }

    /** The same as {@link #get}. */
    public static FileSystem getUnguardedFileSystem(URI fsUri) throws IOException {
        return FileSystems.get(fsUri);
    }

    /** Where paths without a scheme are. */
    public static URI getDefaultFsUri() {
        return FileSystems.defaultUri();
    }

    public abstract Path getWorkingDirectory();

    public abstract Path getHomeDirectory();

    public abstract URI getUri();

    /** Fails with a FileNotFoundException when there is nothing. */
    public abstract FileStatus getFileStatus(Path f) throws IOException;

    /** Where the parts of a range of the file are; never empty for a file with bytes in the range. */
    public abstract BlockLocation[] getFileBlockLocations(FileStatus file, long start, long len) throws IOException;

    public abstract FSDataInputStream open(Path f, int bufferSize) throws IOException;

    public abstract FSDataInputStream open(Path f) throws IOException;

    public long getDefaultBlockSize() {
        return 32L << 20;
    }

    /** The entries of a directory, or the file itself. Fails with a FileNotFoundException when there is nothing. */
    public abstract FileStatus[] listStatus(Path f) throws IOException;

    public boolean exists(Path f) throws IOException {
        try {
            getFileStatus(f);
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** False when there was nothing. Fails when a directory is not empty, unless the deletion is recursive. */
    public abstract boolean delete(Path f, boolean recursive) throws IOException;

    /** Makes the directory and all above it; true also when it was there. */
    public abstract boolean mkdirs(Path f) throws IOException;

    public FSDataOutputStream create(Path f, boolean overwrite) throws IOException {
        return create(f, overwrite ? WriteMode.OVERWRITE : WriteMode.NO_OVERWRITE);
    }

    /** Makes the file and the directories above it. */
    public abstract FSDataOutputStream create(Path f, WriteMode overwriteMode) throws IOException;

    /**
     * Takes over a file that a writer left unfinished: cuts it to its first {@code length} bytes and opens it to write on
     * behind them. When the call returns, a writer that still has the file open, in this process or in another, can't
     * change it any more.
     *
     * @param length how many bytes at the beginning stay, {@code >= 0}; each of them was {@linkplain
     *     FSDataOutputStream#sync synced}
     * @return the stream behind the kept bytes; empty when this file system can't take files over, and then nothing has
     *     changed. The default is empty
     * @throws IOException when the file is missing or has fewer bytes
     */
    public Optional<FSDataOutputStream> takeOver(Path f, long length) throws IOException {
        return Optional.empty();
    }

    /** False when the target was there or the source was not; on a file system, either all happens or nothing. */
    public abstract boolean rename(Path src, Path dst) throws IOException;

    /** Whether all machines of a cluster see the same files. */
    public abstract boolean isDistributedFS();

    public FileSystemKind getKind() {
        return FileSystemKind.FILE_SYSTEM;
    }
}
