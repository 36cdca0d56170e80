package dev.weft.engine.state;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Random-access reader of stored bytes: ascending offsets are read with one stream, a lower one opens another. For one
 * thread.
 */
final class OffsetReader implements AutoCloseable {

    private final StoredBytes bytes;
    private Counting stream;
    private DataInputView view;

    OffsetReader(StoredBytes bytes) {
        this.bytes = bytes;
    }

    /** A view that starts at an offset. */
    DataInputView at(long offset) throws IOException {
        if (stream != null && stream.position <= offset) {
            stream.skipNBytes(offset - stream.position);
        } else {
            close();
            stream = new Counting(new BufferedInputStream(bytes.open(offset)), offset);
            view = new DataInputViewStreamWrapper(stream);
        }
        return view;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    private static final class Counting extends FilterInputStream {
        private long position;

        Counting(InputStream in, long position) {
            super(in);
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            position += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            position += Math.max(0, n);
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(n);
            position += skipped;
            return skipped;
        }
    }
}
