package dev.weft.engine.types;

import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.Arrays;

/** A map key in serialized form (see {@link KeyBytes}), for keys that have no {@code equals} by content. Immutable. */
public final class KeyContent {

    private final byte[] bytes;
    private final int hash;

    /** @param bytes are not changed any more */
    KeyContent(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    void write(DataOutputView out) throws IOException {
        out.write(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyContent that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "a key of " + bytes.length + " bytes";
    }
}
