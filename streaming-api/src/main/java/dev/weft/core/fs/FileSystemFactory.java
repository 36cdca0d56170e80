package dev.weft.core.fs;

import dev.weft.core.plugin.Plugin;
import java.io.IOException;
import java.net.URI;

/**
 * Makes file systems of one scheme; found by the service loader. A factory whose scheme is {@link #ANY_SCHEME} makes
 * those of every scheme that has no factory of its own.
 */
public interface FileSystemFactory extends Plugin {
    /** The scheme of the factory that stands in for all others. */
    String ANY_SCHEME = "*";

    String getScheme();

    /** The file system of the scheme and authority of that address; the result is kept and shared. */
    FileSystem create(URI fsUri) throws IOException;
}
