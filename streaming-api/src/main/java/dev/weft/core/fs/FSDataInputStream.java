package dev.weft.core.fs;

import java.io.IOException;
import java.io.InputStream;

/** A stream from a file in which one can go to any position. For one thread. */
public abstract class FSDataInputStream extends InputStream {
    /** The next byte read is the one at that position, from 0 to the file's length. */
    public abstract void seek(long desired) throws IOException;

    public abstract long getPos() throws IOException;
}
