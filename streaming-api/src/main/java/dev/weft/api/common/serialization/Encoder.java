package dev.weft.api.common.serialization;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/** Writes elements to a stream, one after another. */
@FunctionalInterface
public interface Encoder<IN> extends Serializable {
    /** Writes one element; the stream stays open. */
    void encode(IN element, OutputStream stream) throws IOException;
}
