package dev.weft.core.io;

import java.io.IOException;

/** Writes values as bytes in its current version, and reads those of older versions too. */
public interface SimpleVersionedSerializer<E> extends Versioned {
    @Override
    int getVersion();

    /**
     * The bytes of a value in the current version.
     *
     * @throws IOException when the value can't be written
     */
    byte[] serialize(E obj) throws IOException;

    /**
     * A value from its bytes.
     *
     * @param version the version in which they were written: the current one or an older one
     * @throws IOException when the version is not known or the bytes are damaged
     */
    E deserialize(int version, byte[] serialized) throws IOException;
}
