package dev.weft.core.fs;

import java.io.IOException;

/** Where a part of a file is. */
public interface BlockLocation extends Comparable<BlockLocation> {
    /** The hosts that store this part, best first; never null. */
    String[] getHosts() throws IOException;

    /** Where the part begins in its file, in bytes from 0. */
    long getOffset();

    /** How many bytes the part has. */
    long getLength();
}
