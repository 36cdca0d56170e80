package dev.weft.engine.state.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

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

    /** As {@link #createShared()}, for the bytes of a file on this machine that never changes; it may be linked. */
    default SnapshotStream createShared(Path source) throws IOException {
        return createShared();
    }

    /**
     * The checkpoint will name bytes again that were stored for an earlier one.
     *
     * @param file on this machine, which has these bytes and never changes; it may be linked
     */
    default void namedAgain(StoredBytes bytes, Path file) {}

    /**
     * Everything was written: makes it durable, and answers then, perhaps later on another thread. Called once, unless
     * {@link #abandon} is.
     */
    default void complete(Completion then) {
        then.durable();
    }

    /**
     * No checkpoint will name what was written: deletes the shared bytes. The others go with the checkpoint. Called once, when
     * nobody writes any more.
     */
    default void abandon() {}

    /** Gets the answer, once. */
    interface Completion {

        /** What was written survives the loss of processes and machines. */
        void durable();

        /** Something was lost; nothing of it may be named. */
        void failed(IOException why);
    }

    /** Output stream to the storage. Closed without {@link #finish}, it leaves nothing behind. */
    abstract class SnapshotStream extends OutputStream {

        /** Number of bytes written. */
        public abstract long position() throws IOException;

        /** Completes the stream; the bytes can be read when the store is complete. */
        public abstract StoredBytes finish() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
