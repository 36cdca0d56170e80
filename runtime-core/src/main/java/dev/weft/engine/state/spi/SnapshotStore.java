package dev.weft.engine.state.spi;

import java.io.IOException;
import java.io.OutputStream;

/** Storage for snapshots. Thread-safe. */
public interface SnapshotStore {

    /** Creates a stream to write to. */
    SnapshotStream create() throws IOException;

    /**
     * As {@link #create}, for bytes that later checkpoints may name again, if {@link StoredBytes#isShared} says so of what
     * was stored.
     */
    default SnapshotStream createShared() throws IOException {
        return create();
    }

    /**
     * No checkpoint will name what was written: deletes the shared bytes. The others go with the checkpoint. Called once, when
     * nobody writes any more.
     */
    default void abandon() {}

    /** Output stream to the storage. Closed without {@link #finish}, it leaves nothing behind. */
    abstract class SnapshotStream extends OutputStream {

        /** Number of bytes written. */
        public abstract long position() throws IOException;

        /** Completes the stream; from now on the bytes can be read. */
        public abstract StoredBytes finish() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
