package dev.weft.core.fs;

import java.io.IOException;

/** Where a part of a file is. */
public interface BlockLocation extends Comparable<BlockLocation> {
    String[] getHosts() throws IOException;

    long getOffset();

    long getLength();
}
