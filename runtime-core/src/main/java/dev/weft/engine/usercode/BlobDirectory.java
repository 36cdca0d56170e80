package dev.weft.engine.usercode;

import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.Sha256;
import dev.weft.engine.common.StoredBlob;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Blobs as files of a local directory, which is filled from outside; a file's name is its hash. The content is verified
 * when a file is first opened. Thread-safe.
 */
public final class BlobDirectory implements BlobStore {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;
    private final Set<StoredBlob> checked = ConcurrentHashMap.newKeySet();

    public BlobDirectory(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public InputStream open(StoredBlob blob) throws IOException {
        Path file = directory.resolve(blob.sha256());
        try {
            if (!checked.contains(blob)) {
                check(file, blob);
                checked.add(blob);
            }
            return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing; it was staged with the job: submit the job again", e);
        }
    }

    private static void check(Path file, StoredBlob blob) throws IOException {
        long bytes = Files.size(file);
        if (bytes != blob.bytes()) {
            throw new IOException(file + " is damaged: it has " + bytes + " bytes instead of " + blob.bytes()
                    + "; submit the job again");
        }
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.add(buffer, n);
            }
        }
        String found = hash.finish();
        if (!found.equals(blob.sha256())) {
            throw new IOException(
                    file + " is damaged: its content has the SHA-256 " + found + "; submit the job again");
        }
    }
}
