package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stored bytes in a part of a file, in blocks with checksums (see {@code BlockFormat}).
 *
 * @param file address of the file
 * @param offset where the part begins in it
 * @param stored how long the part is
 * @param length how many bytes are stored in it
 * @param isShared whether the file is among those that several checkpoints may name, and not one checkpoint's own
 */
public record FileBytes(String file, long offset, long stored, long length, boolean isShared) implements StoredBytes {

    /** In a file of one checkpoint alone. */
    public FileBytes(String file, long offset, long stored, long length) {
        this(file, offset, stored, length, false);
    }

    public FileBytes {
        if (offset < 0 || stored < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "no part of a file: " + length + " bytes stored in " + stored + " at offset " + offset);
        }
    }

    /** Reads from an offset within these bytes until their end. */
    @Override
    public InputStream open(long from) throws IOException {
        return open(from, ReadWatch.NONE);
    }

    InputStream open(long from, ReadWatch watch) throws IOException {
        if (from < 0 || from > length) {
            throw new EOFException("offset " + from + " of " + length + " bytes in " + file);
        }
        Path path = new Path(file);
        FSDataInputStream in;
        try {
            in = watch.watch(file, () -> CheckpointFileSystems.of(path).open(path));
        } catch (FileNotFoundException e) {
            throw new UnusableStorageException(e.getMessage(), e);
        }
        try {
            return new BlockReader(this, in, from, watch);
        } catch (Throwable t) {
            in.close();
            throw t;
        }
    }

    @Override
    public String toString() {
        return length + " bytes at " + offset + " of " + file;
    }
}
