package dev.weft.core.fs;

import java.io.IOException;
import java.io.OutputStream;

/** A stream into a new file. For one thread. */
public abstract class FSDataOutputStream extends OutputStream {
    public abstract long getPos() throws IOException;

    /** Hands what is buffered to the file system. */
    @Override
    public abstract void flush() throws IOException;

    /** Returns when what was written survives a crash. */
    public abstract void sync() throws IOException;

    /** Returns when the file is complete; a failure means that it may not be. */
    @Override
    public abstract void close() throws IOException;
}
