package dev.weft.engine.common;

import java.io.IOException;
import java.io.InputStream;

/** Content-addressed store of the blobs of jobs. Thread-safe; may block. */
@FunctionalInterface
public interface BlobStore {

    /**
     * The content of a blob, which is known to be undamaged.
     *
     * @throws IOException when it is missing or damaged; the message says where it was looked for
     */
    InputStream open(StoredBlob blob) throws IOException;

    /** A store without any blob, for jobs that carry all of theirs. */
    static BlobStore none() {
        return blob -> {
            throw new IOException("this process keeps no blobs");
        };
    }
}
