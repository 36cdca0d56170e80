package dev.weft.engine.state.format;

import dev.weft.engine.state.spi.KeyedPiece;
import java.io.IOException;

/**
 * What the factory of a backend implements whose snapshots are in a format of its own: tells their states without restoring
 * them. Thread-safe.
 */
public interface OwnFormat {

    /** Reads which states and timers a piece has, and the types of keys and values. */
    PortableHeader header(KeyedPiece piece, ClassLoader userClassLoader) throws IOException;
}
