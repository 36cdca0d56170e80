package dev.weft.engine.state.spi;

import java.io.IOException;

/**
 * Snapshot of the keyed state of one operator instance. Written at most once, by any thread, and closed whether or not
 * it was written; while it is open the backend keeps the data that it refers to.
 */
public interface KeyedSnapshot extends AutoCloseable {

    /** Writes the state by key groups and returns where it is stored. */
    KeyedPiece write(SnapshotStore store) throws IOException;

    /** Releases the snapshot; called from any thread, also while {@link #write} runs, which then fails. */
    @Override
    void close();
}
