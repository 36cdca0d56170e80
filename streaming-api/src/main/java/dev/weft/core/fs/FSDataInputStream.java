package dev.weft.core.fs;

import java.io.IOException;
import java.io.InputStream;

/** A stream from a file in which one can go to any position. For one thread. */
public abstract class FSDataInputStream extends InputStream {
    /**
     * Goes to a position: the next byte that is read is the one there.
     *
     * @param desired from 0 to the length of the file; there, nothing is left to read
     * @throws IOException when the position is outside of the file
     */
    public abstract void seek(long desired) throws IOException;

    /** The position of the next byte, from 0. */
    public abstract long getPos() throws IOException;
}
