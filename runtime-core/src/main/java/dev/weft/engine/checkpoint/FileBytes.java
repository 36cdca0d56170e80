package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Stored bytes in a part of a file.
 *
 * @param file address of the file
 * @param offset where the bytes begin in it
 * @param length how many they are
 */
public record FileBytes(String file, long offset, long length) implements StoredBytes {

    public FileBytes {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no part of a file: " + length + " bytes at offset " + offset);
        }
    }

    /** Reads from an offset within these bytes until the end of the file, of which the caller reads its part. */
    @Override
    public InputStream open(long from) throws IOException {
        if (from < 0 || from > length) {
            throw new EOFException("offset " + from + " of " + length + " bytes in " + file);
        }
        FSDataInputStream in = FileSystem.get(URI.create(file)).open(new Path(file));
        try {
            in.seek(offset + from);
            return in;
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
