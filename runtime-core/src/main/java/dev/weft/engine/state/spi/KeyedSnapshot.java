package dev.weft.engine.state.spi;

import java.io.IOException;

/**
 * A cut of the keyed state of one operator instance. It is written at most once, by any thread, and closed whether written
 * or not: while it is open the backend keeps what it needs.
 */
public interface KeyedSnapshot extends AutoCloseable {

    /** Writes the state, key group by key group, and tells where it is. */
    KeyedPiece write(SnapshotStore store) throws IOException;

    /** Lets go of the cut; from any thread, also while {@link #write} runs, which then fails. */
    @Override
    void close();
}
