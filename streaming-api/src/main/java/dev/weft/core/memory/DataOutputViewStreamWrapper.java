package dev.weft.core.memory;

import dev.weft.annotation.PublicEvolving;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes to a stream as to a view. Put a buffered stream underneath; nothing is buffered here. */
@PublicEvolving
public class DataOutputViewStreamWrapper extends DataOutputStream implements DataOutputView {
    private static final int CHUNK_BYTES = 4096;

    /** Writes to the stream; closing closes it. */
    public DataOutputViewStreamWrapper(OutputStream out) {
        super(out);
    }

    @Override
    public void skipBytesToWrite(int numBytes) throws IOException {
        byte[] zeros = new byte[Math.min(numBytes, CHUNK_BYTES)];
        for (int left = numBytes; left > 0; left -= zeros.length) {
            write(zeros, 0, Math.min(left, zeros.length));
        }
    }

    @Override
    public void write(DataInputView source, int numBytes) throws IOException {
        byte[] chunk = new byte[Math.min(numBytes, CHUNK_BYTES)];
        for (int left = numBytes; left > 0; left -= chunk.length) {
            int length = Math.min(left, chunk.length);
            source.readFully(chunk, 0, length);
            write(chunk, 0, length);
        }
    }
}
