package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One file that is being written under a hidden name. Owned by its writer's task.
 *
 * @param <BucketID> names the directory
 */
final class PartFile<BucketID> implements PartFileInfo<BucketID> {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final BucketID bucket;
    private final FileSystem fileSystem;
    private final Path pending;
    private final Path target;
    private final long creationTimeMs;
    private final CountingStream out;

    private long lastUpdateMs;

    private PartFile(BucketID bucket, FileSystem fileSystem, Path pending, Path target, OutputStream out, long nowMs) {
        this.bucket = bucket;
        this.fileSystem = fileSystem;
        this.pending = pending;
        this.target = target;
        this.out = new CountingStream(new BufferedOutputStream(out, BUFFER_BYTES));
        this.creationTimeMs = nowMs;
        this.lastUpdateMs = nowMs;
    }

    /** @throws IOException when the directory can't be made or the file can't be created, naming the path */
    static <BucketID> PartFile<BucketID> create(BucketID bucket, Path directory, String name, JobID job, long nowMs)
            throws IOException {
        Path pending = HiddenFiles.of(directory, name, job);
        try {
            FileSystem fileSystem = directory.getFileSystem();
            if (!fileSystem.mkdirs(directory)) {
                throw new IOException("the directory can't be made");
            }
            FSDataOutputStream out = fileSystem.create(pending, FileSystem.WriteMode.NO_OVERWRITE);
            return new PartFile<>(bucket, fileSystem, pending, new Path(directory, name), out, nowMs);
        } catch (FileSystemRefusedException refusal) {
            throw refusal.during("can't write to the output " + directory);
        } catch (IOException failure) {
            throw new IOException("can't write to the output " + directory + ": " + failure.getMessage(), failure);
        }
    }

    OutputStream stream(long nowMs) {
        lastUpdateMs = nowMs;
        return out;
    }

    /** Completes the file; it stays hidden. */
    FileSinkCommittable closeForCommit() throws IOException {
        out.close();
        return new FileSinkCommittable(pending, target, out.bytes);
    }

    /** Closes and removes the file. */
    void discard() throws IOException {
        try {
            out.close();
        } finally {
            fileSystem.delete(pending, false);
        }
    }

    @Override
    public BucketID getBucketId() {
        return bucket;
    }

    @Override
    public long getCreationTime() {
        return creationTimeMs;
    }

    @Override
    public long getSize() {
        return out.bytes;
    }

    @Override
    public long getLastUpdateTime() {
        return lastUpdateMs;
    }

    private static final class CountingStream extends OutputStream {

        private final OutputStream out;
        private long bytes;

        CountingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            out.write(b, offset, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
