package dev.weft.core.fs;

import dev.weft.core.io.LocatableInputSplit;
import java.util.Objects;

/** A part of a file: a start and a length in bytes. */
public class FileInputSplit extends LocatableInputSplit {
    private static final long serialVersionUID = 1L;

    private final Path file;
    private final long start;
    private final long length;

    /** @param length the number of bytes, or -1 for all up to the end */
    public FileInputSplit(int num, Path file, long start, long length, String[] hosts) {
        super(num, hosts);
        this.file = Objects.requireNonNull(file, "file");
        this.start = start;
        this.length = length;
    }

    /** The file. */
    public Path getPath() {
        return file;
    }

    /** The first byte, from 0. */
    public long getStart() {
        return start;
    }

    /** The number of bytes; -1 for all up to the end. */
    public long getLength() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FileInputSplit that
                && that.start == start
                && that.length == length
                && that.file.equals(file);
    }

    @Override
    public int hashCode() {
        return getSplitNumber() ^ file.hashCode();
    }

    @Override
    public String toString() {
        return "[" + getSplitNumber() + "] " + file + ":" + start + "+" + length;
    }
}
