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

    /**
     * Hands the settings to the factories of all file systems, and forgets the file systems that were opened before.
     * Processes of the runtime do so when they start; programs need not.
     *
     * @param config the settings; {@code fs.default-scheme} names the file system of paths without scheme, the local one by
     *     default
     * @throws IllegalConfigurationException when that is no address with a scheme
     */
    public static void initialize(Configuration config) throws IllegalConfigurationException {
        FileSystems.initialize(config);
    }

    /** The disk of this machine. */
    public static FileSystem getLocalFileSystem() {
        return LocalFileSystem.INSTANCE;
    }

    /**
     * The file system of an address's scheme and authority; opened once a process, then shared.
     *
     * @param uri without a scheme, the default file system is meant
     * @throws UnsupportedFileSystemSchemeException when there is none for the scheme; the message says which are known
     * @throws IOException when it can't be reached
     */
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

    /** The directory from which relative paths are meant. */
    public abstract Path getWorkingDirectory();

    /** The home directory of the user who runs this process. */
    public abstract Path getHomeDirectory();

    /** The scheme and authority of this file system. */
    public abstract URI getUri();

    /**
     * What is known of a file or directory.
     *
     * @throws java.io.FileNotFoundException when there is nothing
     */
    public abstract FileStatus getFileStatus(Path f) throws IOException;

    /**
     * Where the parts of a range of a file are stored, in their order; never empty for a file with bytes in the range.
     *
     * @param start the first byte of the range
     * @param len how many bytes
     */
    public abstract BlockLocation[] getFileBlockLocations(FileStatus file, long start, long len) throws IOException;

    /**
     * Opens a file to read it from its beginning.
     *
     * @param bufferSize how many bytes to buffer; a hint
     * @throws java.io.FileNotFoundException when there is nothing
     */
    public abstract FSDataInputStream open(Path f, int bufferSize) throws IOException;

    /**
     * Opens a file to read it from its beginning.
     *
     * @throws java.io.FileNotFoundException when there is nothing
     * @throws IOException when it is a directory or can't be read
     */
    public abstract FSDataInputStream open(Path f) throws IOException;

    /** The size of blocks of new files, in bytes: 32 MB unless the file system says otherwise. */
    public long getDefaultBlockSize() {
        return 32L << 20;
    }

    /**
     * The entries of a directory in no particular order, or the file itself.
     *
     * @throws java.io.FileNotFoundException when there is nothing
     */
    public abstract FileStatus[] listStatus(Path f) throws IOException;

    /** Whether there is a file or directory. */
    public boolean exists(Path f) throws IOException {
        try {
            getFileStatus(f);
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /**
     * Deletes a file or directory.
     *
     * @param recursive whether a directory goes with all that is in it; else it must be empty. Without meaning for files
     * @return false when there was nothing
     * @throws IOException when a directory is not empty and the deletion is not recursive, or when it is refused
     */
    public abstract boolean delete(Path f, boolean recursive) throws IOException;

    /**
     * Makes the directory and all that are missing above it.
     *
     * @return true when it is there, also when it was before
     * @throws IOException when a file is in the way, or when it is refused
     */
    public abstract boolean mkdirs(Path f) throws IOException;

    /**
     * Makes a file as {@link #create(Path, WriteMode)} does.
     *
     * @param overwrite whether a file that is there is replaced; else its presence is a failure
     */
    public FSDataOutputStream create(Path f, boolean overwrite) throws IOException {
        return create(f, overwrite ? WriteMode.OVERWRITE : WriteMode.NO_OVERWRITE);
    }

    /**
     * Makes a file, and the directories above it.
     *
     * @param overwriteMode whether a file that is there is replaced; else its presence is a failure
     * @return a stream at the beginning of the empty file
     */
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

    /**
     * Gives a file or directory another name, and makes the directories above it. On a {@link FileSystemKind#FILE_SYSTEM}
     * either all happens or nothing, and when the call returns it survives a crash.
     *
     * @return false when the target was there or the source was not
     * @throws IOException when it is refused, or when the outcome is not known: look before trying again
     */
    public abstract boolean rename(Path src, Path dst) throws IOException;

    /** Whether all machines of a cluster see the same files. */
    public abstract boolean isDistributedFS();

    /** What this file system promises; {@link FileSystemKind#FILE_SYSTEM} by default. */
    public FileSystemKind getKind() {
        return FileSystemKind.FILE_SYSTEM;
    }
}
