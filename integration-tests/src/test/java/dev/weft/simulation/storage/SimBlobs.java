package dev.weft.simulation.storage;

import dev.weft.core.fs.Path;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The blobs of jobs as files, which a process reads by calls that may be slow or fail. */
public final class SimBlobs implements BlobStore {

    private static final String DIRECTORY = "/blobs/";

    private final SimFiles files;
    private int reads;

    public SimBlobs(SimFiles files) {
        this.files = files;
    }

    /** As the client does before it submits. */
    public void stage(Map<StoredBlob, Payload> blobs) {
        blobs.forEach((blob, content) -> files.put(DIRECTORY + blob.sha256(), content.bytes()));
    }

    @Override
    public InputStream open(StoredBlob blob) throws IOException {
        InputStream content = new SimFileSystem().open(new Path("sim://" + DIRECTORY + blob.sha256()));
        reads++;
        return content;
    }

    public int reads() {
        return reads;
    }
}
