package dev.weft.core.memory;

import dev.weft.annotation.Public;
import java.io.DataOutput;
import java.io.IOException;

/** Where a serializer writes bytes, big-endian. One thread at a time. */
@Public
public interface DataOutputView extends DataOutput {

    /** Moves on by a number of bytes whose content is not defined. */
    void skipBytesToWrite(int numBytes) throws IOException;

    /** Copies exactly a number of bytes from a source. */
    void write(DataInputView source, int numBytes) throws IOException;
}
