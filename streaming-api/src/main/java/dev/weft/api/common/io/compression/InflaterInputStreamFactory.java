package dev.weft.api.common.io.compression;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;

/**
 * Makes streams of decompressed bytes.
 *
 * @param <T> the streams
 */
public interface InflaterInputStreamFactory<T extends InputStream> {

    /**
     * The decompressed bytes. Closing the stream closes {@code in}.
     *
     * @param in positioned at the first compressed byte
     * @throws IOException when they do not begin as this compression does, or can't be read
     */
    T create(InputStream in) throws IOException;

    /** The usual extensions of such files, in lower case, without the dot. */
    Collection<String> getCommonFileExtensions();
}
