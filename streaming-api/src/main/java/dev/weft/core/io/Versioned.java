package dev.weft.core.io;

/** Something whose format has a version. */
public interface Versioned {
    /** The current version; it grows with each change of the format. */
    int getVersion();
}
