package dev.weft.core.io;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** Writes and reads itself. */
public interface IOReadableWritable {
    void write(DataOutputView out) throws IOException;

    void read(DataInputView in) throws IOException;
}
