package dev.weft.engine.state.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Bytes in a {@link SnapshotStore}. */
public interface StoredBytes {

    long length();

    /** Whether later checkpoints may name these bytes again; see {@link SnapshotStore#createShared}. */
    default boolean isShared() {
        return false;
    }

    /** A file on this machine that has exactly these bytes and never changes, if there is one; it may be linked. */
    default Optional<Path> localFile() {
        return Optional.empty();
    }

    /** Reads from an offset on. */
    InputStream open(long offset) throws IOException;
}
