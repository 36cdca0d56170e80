package dev.weft.core.memory;

import dev.weft.annotation.PublicEvolving;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads from a stream as from a view. */
@PublicEvolving
public class DataInputViewStreamWrapper extends DataInputStream implements DataInputView {

    /** Reads from the stream; closing closes it. */
    public DataInputViewStreamWrapper(InputStream in) {
        super(in);
    }

    @Override
    public void skipBytesToRead(int numBytes) throws IOException {
        try {
            in.skipNBytes(numBytes);
        } catch (EOFException e) {
            throw new EOFException("The stream ended while " + numBytes + " bytes were skipped");
        }
    }
}
