package dev.weft.connector.file.sink;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;

/** Gives files their final names. Doing it again changes nothing. */
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
        if (fileSystem.exists(file.pending())) {
            if (!fileSystem.rename(file.pending(), file.target())) {
                throw new IOException("can't rename " + file.pending() + " to " + file.target()
                        + "; does the target exist already, or may this user not write there?");
            }
            return;
        }
        try {
            FileStatus done = fileSystem.getFileStatus(file.target());
            if (done.getLen() == file.bytes()) {
                request.signalAlreadyCommitted();
                return;
            }
            throw new IOException(file.target() + " has " + done.getLen() + " bytes where " + file.bytes()
                    + " were written; something else has written it");
        } catch (FileNotFoundException lost) {
            throw new IOException("neither " + file.pending() + " nor " + file.target()
                    + " exists; something else has removed what was written");
        }
    }

    @Override
    public void close() {}
}
