package dev.weft.engine.common;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reference to a blob in a {@link BlobStore} by the hash of its contents.
 *
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param bytes how many it has
 */
public record StoredBlob(String sha256, long bytes) implements Blob {

    /** Length of the hash in bytes. */
    public static final int HASH_BYTES = 32;

    public StoredBlob {
        HexDigits.require(sha256, 2 * HASH_BYTES, "a SHA-256");
        if (bytes < 0) {
            throw new IllegalArgumentException("a blob cannot have " + bytes + " bytes");
        }
    }

    /** The name under which this content is stored. */
    public static StoredBlob of(Payload content) {
        return new StoredBlob(Sha256.of(content.bytes()), content.size());
    }

    @Override
    public InputStream open(BlobStore stored) throws IOException {
        return stored.open(this);
    }

    @Override
    public String toString() {
        return sha256 + " (" + bytes + " bytes)";
    }
}
