package dev.weft.connector.file.sink;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/**
 * Committer of the file sink: renames hidden files to their final names. Idempotent: a commit whose outcome is unknown
 * is repeated, and finds either the hidden file or the final one with as many bytes as were written. Never deletes the
 * only copy of a byte.
 */
final class FileCommitter implements Committer<FileSinkCommittable> {

    @Override
    public void commit(Collection<CommitRequest<FileSinkCommittable>> requests) throws IOException {
        for (CommitRequest<FileSinkCommittable> request : requests) {
            commit(request);
        }
    }

    private static void commit(CommitRequest<FileSinkCommittable> request) throws IOException {
        FileSinkCommittable file = request.getCommittable();
        FileSystem fileSystem = file.target().getFileSystem();
        if (!renamed(file, fileSystem)) {
            findCommitted(file, fileSystem);
            request.signalAlreadyCommitted();
        }
        removeOriginals(file, fileSystem);
    }

    /** False when there is no hidden file any more, or the final one is there already. */
    private static boolean renamed(FileSinkCommittable file, FileSystem fileSystem) throws IOException {
        Optional<FileStatus> pending = status(file.pending(), fileSystem);
        if (pending.isEmpty()) {
            return false;
        }
        long length = pending.get().getLen();
        if (length != file.bytes()) {
            throw new IOException(file.pending() + " has " + length + " bytes where " + file.bytes()
                    + " were written; it stays hidden, since something else has changed it");
        }
        return fileSystem.rename(file.pending(), file.target());
    }

    /** Fails unless the final file is there, complete. */
    private static void findCommitted(FileSinkCommittable file, FileSystem fileSystem) throws IOException {
        Optional<FileStatus> committed = status(file.target(), fileSystem);
        boolean stillPending = fileSystem.exists(file.pending());
        if (committed.isEmpty()) {
            throw new IOException(
                    stillPending
                            ? "can't rename " + file.pending() + " to " + file.target()
                                    + "; may this user write to that directory?"
                            : "neither " + file.pending() + " nor " + file.target()
                                    + " exists; something else has removed what was written");
        }
        long length = committed.get().getLen();
        if (length != file.bytes()) {
            throw new IOException(file.target() + " has " + length + " bytes where " + file.bytes()
                    + " were written; something else has written it");
        }
        if (stillPending) {
            removeSource(file, fileSystem);
        }
    }

    /** An object store renames by copying: it may have been interrupted between the copy and the deletion. */
    private static void removeSource(FileSinkCommittable file, FileSystem fileSystem) throws IOException {
        if (fileSystem.getKind() != FileSystemKind.OBJECT_STORE) {
            throw new IOException("can't rename " + file.pending() + " to " + file.target()
                    + ", which something else has made; move it away");
        }
        fileSystem.delete(file.pending(), false);
    }

    private static void removeOriginals(FileSinkCommittable file, FileSystem fileSystem) {
        for (Path original : file.originals()) {
            try {
                fileSystem.delete(original, false);
            } catch (IOException stays) {
                // hidden, its bytes are visible elsewhere, and it is removed with all else that the job leaves
                continue;
            }
        }
    }

    private static Optional<FileStatus> status(Path path, FileSystem fileSystem) throws IOException {
        try {
            return Optional.of(fileSystem.getFileStatus(path));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {}
}
