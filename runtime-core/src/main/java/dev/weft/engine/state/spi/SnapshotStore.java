package dev.weft.engine.state.spi;

import java.io.IOException;
import java.io.OutputStream;

/** Where snapshots are written to. Used by any number of threads. */
public interface SnapshotStore {

    /** Begins to write something. */
    SnapshotStream create() throws IOException;

    /** Something that is being written. Closed without {@link #finish} it leaves nothing behind. */
    abstract class SnapshotStream extends OutputStream {

        /** How many bytes have been written. */
        public abstract long position() throws IOException;

        /** Ends the writing; from now on the bytes can be read. */
        public abstract StoredBytes finish() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
