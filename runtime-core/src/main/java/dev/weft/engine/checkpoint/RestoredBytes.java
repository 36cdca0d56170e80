package dev.weft.engine.checkpoint;

import dev.weft.engine.state.spi.StoredBytes;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of a checkpoint as a task has them that goes on from it. Later checkpoints name them by what is stored.
 *
 * @param stored where they are
 * @param watch makes the calls that read them
 */
record RestoredBytes(FileBytes stored, ReadWatch watch) implements StoredBytes {

    @Override
    public long length() {
        return stored.length();
    }

    @Override
    public boolean isShared() {
        return stored.isShared();
    }

    @Override
    public InputStream open(long offset) throws IOException {
        return stored.open(offset, watch);
    }
}
