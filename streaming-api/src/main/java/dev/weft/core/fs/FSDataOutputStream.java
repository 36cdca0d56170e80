package dev.weft.core.fs;

import java.io.IOException;
import java.io.OutputStream;

/** A stream into a new file. For one thread. */
public abstract class FSDataOutputStream extends OutputStream {
    /** The position of the next byte: how many bytes the file has, with those that are still buffered. */
    public abstract long getPos() throws IOException;

    /** Hands what is buffered to the file system, so that readers who open the file then may see it. It may still be lost in a crash. */
    @Override
    public abstract void flush() throws IOException;

    /** Returns when all that was written survives a crash of the machines that store it. On object stores it has no effect: there a file exists from {@link #close} on. */
    public abstract void sync() throws IOException;

    /** Returns when the file is complete; a failure means that it may not be. */
    @Override
    public abstract void close() throws IOException;
}
