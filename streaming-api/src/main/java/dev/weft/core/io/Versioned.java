package dev.weft.core.io;

/** Something whose format has a version. */
public interface Versioned {
    int getVersion();
}
