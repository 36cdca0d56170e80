package dev.weft.connector.file.sink;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A part file that is being written under a hidden name. Owned by its writer's task. Ends with {@link #closeForCommit}
 * or {@link #closeWithoutCommit}.
 *
 * <p>After a write that has failed nobody knows how many of its bytes are in the file, and its buffer would write them again.
 * So the file is of no use any more, also when only a checkpoint has failed by it: every later call but {@link #abandon}
 * fails, and the writer is restored from the latest complete checkpoint.
 *
 * @param <IN> the elements
 * @param <BucketID> names the directory
 */
final class PartFile<IN, BucketID> implements PartFileInfo<BucketID> {

    private static final int COPY_BYTES = 64 * 1024;

    private final BucketID bucket;
    private final PartFormat<IN> format;
    private final FileSystem fileSystem;
    private final Path pending;
    private final Path target;
    private final List<Path> originals;
    private final long creationTimeMs;
    private final PartOutput out;

    /** Begun with the first element: a format that writes something at its beginning does not write it into a restored file. */
    private Optional<PartFormat.Content<IN>> content = Optional.empty();

    private long lastUpdateMs;
    private boolean inCheckpoint;
    private Optional<IOException> failure = Optional.empty();

    private PartFile(
            BucketID bucket, PartFormat<IN> format, OpenPart at, FileSystem fileSystem, FSDataOutputStream file) {
        this.bucket = bucket;
        this.format = format;
        this.fileSystem = fileSystem;
        this.pending = at.pending();
        this.target = at.target();
        this.originals = at.originals();
        this.creationTimeMs = at.creationTimeMs();
        this.lastUpdateMs = at.lastUpdateMs();
        this.out = new PartOutput(file, at.bytes());
    }

    /** @throws IOException when the directory can't be made or the file can't be created, naming the path */
    static <IN, BucketID> PartFile<IN, BucketID> create(BucketID bucket, PartFormat<IN> format, OpenPart empty)
            throws IOException {
        FileSystem fileSystem = empty.target().getFileSystem();
        return new PartFile<>(bucket, format, empty, fileSystem, createFile(empty.pending(), fileSystem));
    }

    /**
     * Goes on behind the bytes of a checkpoint in the same file; empty when its file system does not let files be taken
     * over.
     */
    static <IN, BucketID> Optional<PartFile<IN, BucketID>> takeOver(
            BucketID bucket, PartFormat<IN> format, OpenPart part) throws IOException {
        FileSystem fileSystem = part.pending().getFileSystem();
        return fileSystem.takeOver(part.pending(), part.bytes()).map(file -> {
            PartFile<IN, BucketID> resumed = new PartFile<>(bucket, format, part, fileSystem, file);
            resumed.inCheckpoint = true;
            return resumed;
        });
    }

    /**
     * Continues after the bytes of a checkpoint in a copy of them; the file that the checkpoint names stays unchanged.
     */
    static <IN, BucketID> PartFile<IN, BucketID> copy(
            BucketID bucket, PartFormat<IN> format, OpenPart part, OpenPart copy) throws IOException {
        FileSystem fileSystem = copy.pending().getFileSystem();
        FSDataOutputStream out = createFile(copy.pending(), fileSystem);
        try (FSDataInputStream in = part.pending().getFileSystem().open(part.pending())) {
            long copied = copyPrefix(in, out, part.bytes());
            if (copied < part.bytes()) {
                throw new IOException(part.pending() + " has " + copied + " bytes where the checkpoint counts on "
                        + part.bytes() + "; something else has cut it");
            }
            return new PartFile<>(bucket, format, copy, fileSystem, out);
        } catch (IOException | RuntimeException failure) {
            try (out) {
                fileSystem.delete(copy.pending(), false);
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    private static long copyPrefix(FSDataInputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(COPY_BYTES, bytes)];
        long copied = 0;
        while (copied < bytes) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - copied));
            if (read < 0) {
                return copied;
            }
            out.write(buffer, 0, read);
            copied += read;
        }
        return copied;
    }

    private static FSDataOutputStream createFile(Path pending, FileSystem fileSystem) throws IOException {
        Path directory = pending.getParent();
        try {
            if (!fileSystem.mkdirs(directory)) {
                throw new IOException("the directory can't be made");
            }
            return fileSystem.create(pending, FileSystem.WriteMode.NO_OVERWRITE);
        } catch (FileSystemRefusedException refusal) {
            throw refusal.during("can't write to the output " + directory);
        } catch (IOException failure) {
            throw new IOException("can't write to the output " + directory + ": " + failure.getMessage(), failure);
        }
    }

    void write(IN element, long nowMs) throws IOException {
        failIfBroken();
        lastUpdateMs = nowMs;
        if (content.isEmpty()) {
            content = Optional.of(format.begin(out));
        }
        content.get().write(element);
    }

    /** For whoever writes the whole content itself. */
    OutputStream bytes() {
        return out;
    }

    /** Where the file will be. */
    Path target() {
        return target;
    }

    /** Fails if an earlier write has failed. */
    void failIfBroken() throws IOException {
        if (failure.isPresent()) {
            throw new IOException(
                    pending + " cannot be written any more, since a write has failed: "
                            + failure.get().getMessage(),
                    failure.get());
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    /** A call whose failure leaves the file's content unknown. */
    private void call(Call writing) throws IOException {
        failIfBroken();
        try {
            writing.run();
        } catch (IOException thrown) {
            failure = Optional.of(thrown);
            throw thrown;
        }
    }

    /**
     * Whether what is synced survives a crash while the file is open, and can be gone on with. On object stores a file is
     * nothing before it is complete.
     */
    boolean survivesWhileOpen() {
        return syncs() && format.canEndAnywhere();
    }

    private boolean syncs() {
        return fileSystem.getKind() == FileSystemKind.FILE_SYSTEM;
    }

    /** Makes all bytes so far survive a crash, and says what a checkpoint must know to go on behind them. */
    OpenPart sync() throws IOException {
        call(out::sync);
        inCheckpoint = true;
        return new OpenPart(pending, target, out.getPos(), creationTimeMs, lastUpdateMs, originals);
    }

    /** Completes the file, so that it survives a crash; it stays hidden. */
    FileSinkCommittable closeForCommit() throws IOException {
        call(() -> {
            if (content.isPresent()) {
                content.get().finish();
            }
            out.flush();
            if (syncs()) {
                out.sync();
            }
            out.complete();
        });
        return new FileSinkCommittable(pending, target, out.getPos(), originals);
    }

    /** Whether some checkpoint, complete or not, knows of the file. */
    boolean isInCheckpoint() {
        return inCheckpoint;
    }

    /** Closes the file without completing it, and deletes it unless a checkpoint may refer to it. */
    void closeWithoutCommit() throws IOException {
        try {
            out.complete();
        } finally {
            if (!inCheckpoint) {
                fileSystem.delete(pending, false);
            }
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
        return out.getPos();
    }

    @Override
    public long getLastUpdateTime() {
        return lastUpdateMs;
    }
}
