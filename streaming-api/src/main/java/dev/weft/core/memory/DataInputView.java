package dev.weft.core.memory;

import dev.weft.annotation.Internal;
import dev.weft.annotation.Public;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes that a serializer reads, big-endian. One thread at a time. */
@Public
public interface DataInputView extends DataInput {

    /**
     * Skips exactly a number of bytes.
     *
     * @throws EOFException if fewer are left
     */
    void skipBytesToRead(int numBytes) throws IOException;

    /**
     * Reads up to {@code len} bytes into {@code b} from {@code off} on.
     *
     * @return how many were read, -1 at the end
     */
    int read(byte[] b, int off, int len) throws IOException;

    /**
     * Reads up to {@code b.length} bytes.
     *
     * @return how many were read, -1 at the end
     */
    int read(byte[] b) throws IOException;

    /** Reads a text whose characters take one byte each; a view over an array saves the copy in between. */
    @Internal
    default String readLatin1(int length) throws IOException {
        byte[] bytes = new byte[length];
        readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
