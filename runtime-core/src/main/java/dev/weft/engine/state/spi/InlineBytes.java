package dev.weft.engine.state.spi;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Stored bytes that travel with their description, because they are few.
 *
 * @param bytes owned by this record; not to be changed
 */
public record InlineBytes(byte[] bytes) implements StoredBytes {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        if (offset < 0 || offset > bytes.length) {
            throw new EOFException("offset " + offset + " of " + bytes.length + " bytes");
        }
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InlineBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
