package dev.weft.api.common.typeutils.spi;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** Writes, reads and copies whole object graphs of any class; null is allowed. Belongs to one thread. */
public interface GenericCodec {

    /** Writes the number of bytes that follow (variable-length integer) and the bytes. */
    void write(Object value, DataOutputView target) throws IOException;

    /** Reads what {@code write} wrote. */
    Object read(DataInputView source) throws IOException;

    /** A deep copy. */
    Object copy(Object from);
}
