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

    /** The scheme in small letters, such as {@code hdfs}, or {@link #ANY_SCHEME}. */
    String getScheme();

    /**
     * The file system of an address's scheme and authority. Called once for each pair; the result is kept and shared.
     *
     * @throws UnsupportedFileSystemSchemeException when there is none for this scheme after all; the message ends a
     *     sentence that says so, and names the remedy
     * @throws IOException when it can't be reached
     */
    FileSystem create(URI fsUri) throws IOException;
}
