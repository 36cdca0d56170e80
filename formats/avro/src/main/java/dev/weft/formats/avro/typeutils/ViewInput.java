package dev.weft.formats.avro.typeutils;

import dev.weft.core.memory.DataInputView;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A view as a stream. Reads no byte ahead. For one thread. */
final class ViewInput extends InputStream {

    private DataInputView view;

    void from(DataInputView view) {
        this.view = view;
    }

    @Override
    public int read() throws IOException {
        try {
            return view.readUnsignedByte();
        } catch (EOFException end) {
            return -1;
        }
    }

    @Override
    public int read(byte[] b, int offset, int length) throws IOException {
        return view.read(b, offset, length);
    }

    @Override
    public long skip(long bytes) throws IOException {
        view.skipBytesToRead((int) Math.min(bytes, Integer.MAX_VALUE));
        return Math.min(bytes, Integer.MAX_VALUE);
    }
}
