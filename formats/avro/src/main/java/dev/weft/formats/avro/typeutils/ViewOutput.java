package dev.weft.formats.avro.typeutils;

import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.OutputStream;

/** A view as a stream. Buffers nothing. For one thread. */
final class ViewOutput extends OutputStream {

    private DataOutputView view;

    void to(DataOutputView view) {
        this.view = view;
    }

    @Override
    public void write(int b) throws IOException {
        view.write(b);
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
        view.write(b, offset, length);
    }
}
