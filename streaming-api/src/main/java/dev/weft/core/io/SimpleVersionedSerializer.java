package dev.weft.core.io;

import java.io.IOException;

/** Writes values as bytes in its current version, and reads those of older versions too. */
public interface SimpleVersionedSerializer<E> extends Versioned {
    @Override
    int getVersion();

    byte[] serialize(E obj) throws IOException;

    E deserialize(int version, byte[] serialized) throws IOException;
}
