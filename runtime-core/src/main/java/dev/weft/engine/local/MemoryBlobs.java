package dev.weft.engine.local;

import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The large blobs of the jobs of an in-process cluster, handed over by reference. Thread-safe; kept as long as the cluster. */
final class MemoryBlobs implements BlobStore {

    private final Map<StoredBlob, Payload> contents = new ConcurrentHashMap<>();

    void putAll(Map<StoredBlob, Payload> blobs) {
        contents.putAll(blobs);
    }

    @Override
    public InputStream open(StoredBlob blob) throws IOException {
        Payload content = contents.get(blob);
        if (content == null) {
            throw new IOException("no job of this cluster has brought the blob " + blob);
        }
        return content.open(this);
    }
}
