package dev.weft.engine.taskexecutor.sort;

import java.io.IOException;

/** Iterates over serialized records. */
interface RecordCursor extends AutoCloseable {

    /** Moves to the next record; false when there is none. */
    boolean next() throws IOException;

    /** The record that {@link #next} moved to. The same object each time; valid until the next move. */
    RecordBytes current();

    @Override
    void close() throws IOException;
}
