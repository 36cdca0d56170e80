package dev.weft.engine.state.spi;

import java.io.IOException;
import java.io.InputStream;

/** Bytes in a {@link SnapshotStore}. */
public interface StoredBytes {

    long length();

    /** Whether later checkpoints may name these bytes again; see {@link SnapshotStore#createShared}. */
    default boolean isShared() {
        return false;
    }

    /** Reads from an offset on. */
    InputStream open(long offset) throws IOException;
}
