package dev.weft.engine.common;

import java.io.IOException;
import java.io.InputStream;

/**
 * A serialized part of a job (an operator chain, a source) that a graph or message either contains or refers to by its
 * hash.
 */
public sealed interface Blob permits Payload, StoredBlob {

    /**
     * The bytes, from their first one.
     *
     * @param stored where those are that are only named
     */
    InputStream open(BlobStore stored) throws IOException;
}
