package dev.weft.engine.common;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Opaque bytes that are passed on without being deserialized: an operator chain, a source split, an accumulator.
 *
 * @param bytes owned by this payload; not to be changed
 */
public record Payload(byte[] bytes) implements Blob {

    public int size() {
        return bytes.length;
    }

    @Override
    public InputStream open(BlobStore stored) {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
