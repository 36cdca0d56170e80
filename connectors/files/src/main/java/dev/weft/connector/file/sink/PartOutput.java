package dev.weft.connector.file.sink;

import dev.weft.core.fs.FSDataOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The stream into a part file as encoders and bulk writers see it: buffered, with the position in the file. Closing it only
 * flushes, since formats that close their stream do not own the file; {@link #complete} closes the file. For one thread.
 */
final class PartOutput extends FSDataOutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FSDataOutputStream file;
    private final OutputStream buffered;
    private long bytes;

    /** @param bytes how many the file already has */
    PartOutput(FSDataOutputStream file, long bytes) {
        this.file = file;
        this.buffered = new BufferedOutputStream(file, BUFFER_BYTES);
        this.bytes = bytes;
    }

    @Override
    public void write(int b) throws IOException {
        buffered.write(b);
        bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
        buffered.write(b, offset, length);
        bytes += length;
    }

    @Override
    public long getPos() {
        return bytes;
    }

    @Override
    public void flush() throws IOException {
        buffered.flush();
    }

    @Override
    public void sync() throws IOException {
        buffered.flush();
        file.sync();
    }

    @Override
    public void close() throws IOException {
        buffered.flush();
    }

    /** Writes what is buffered and closes the file. */
    void complete() throws IOException {
        buffered.close();
    }
}
