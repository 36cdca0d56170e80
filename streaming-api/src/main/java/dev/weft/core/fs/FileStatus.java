package dev.weft.core.fs;

/** What a file system knows of a file or directory, at one moment. */
public interface FileStatus {
    /** Bytes; 0 for directories. */
    long getLen();

    /** The size of the blocks in which the file system stores this file, in bytes; a hint for cutting it. */
    long getBlockSize();

    /** How many copies of each block are kept. */
    short getReplication();

    /** Milliseconds since the epoch. */
    long getModificationTime();

    /** Milliseconds since the epoch, 0 when it is not kept. */
    long getAccessTime();

    /** Whether it is a directory. */
    boolean isDir();

    /** The file or directory, with scheme and authority. */
    Path getPath();
}
