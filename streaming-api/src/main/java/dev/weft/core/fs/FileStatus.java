package dev.weft.core.fs;

/** What a file system knows of a file or directory, at one moment. */
public interface FileStatus {
    /** Bytes; 0 for directories. */
    long getLen();

    long getBlockSize();

    short getReplication();

    /** Milliseconds since the epoch. */
    long getModificationTime();

    /** Milliseconds since the epoch, 0 when it is not kept. */
    long getAccessTime();

    boolean isDir();

    Path getPath();
}
