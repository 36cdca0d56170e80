package dev.weft.core.io;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** Writes and reads itself. */
public interface IOReadableWritable {
    /** Writes all fields. */
    void write(DataOutputView out) throws IOException;

    /** Reads all fields, in the order in which they were written, into this object. */
    void read(DataInputView in) throws IOException;
}
