package dev.weft.engine.checkpoint;

import dev.weft.engine.state.spi.StoredBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes of a checkpoint as a task has them that goes on from it: read from a local copy if there is one, else from where they are
 * stored. Later checkpoints name them by what is stored. Thread-safe.
 */
final class RestoredBytes implements StoredBytes {

    private final FileBytes stored;
    private final ReadWatch watch;
    private final LocalReads local;
    private Optional<Path> copy = Optional.empty();
    private boolean isLookedFor;

    /** @param watch makes the calls that read what is stored */
    RestoredBytes(FileBytes stored, ReadWatch watch, LocalReads local) {
        this.stored = stored;
        this.watch = watch;
        this.local = local;
    }

    FileBytes stored() {
        return stored;
    }

    @Override
    public long length() {
        return stored.length();
    }

    @Override
    public boolean isShared() {
        return stored.isShared();
    }

    @Override
    public synchronized Optional<Path> localFile() {
        if (!isLookedFor) {
            isLookedFor = true;
            copy = local.find(stored);
        }
        return copy;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        Optional<Path> file = localFile();
        return file.isPresent() ? LocalCopies.open(file.get(), offset) : stored.open(offset, watch);
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
