package dev.weft.connector.file.sink;

import dev.weft.api.connector.sink2.Committer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** A commit request that must succeed, or find the file committed already. */
record FakeCommitRequest(FileSinkCommittable getCommittable) implements Committer.CommitRequest<FileSinkCommittable> {

    static void commit(Collection<FileSinkCommittable> files) throws IOException {
        try (FileCommitter committer = new FileCommitter()) {
            committer.commit(files.stream()
                    .<Committer.CommitRequest<FileSinkCommittable>>map(FakeCommitRequest::new)
                    .toList());
        }
    }

    static void commit(FileSinkCommittable file) throws IOException {
        commit(List.of(file));
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
        throw new AssertionError(t);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
        throw new AssertionError(t);
    }

    @Override
    public void retryLater() {
        throw new AssertionError("no reason to retry");
    }

    @Override
    public void updateAndRetryLater(FileSinkCommittable committable) {
        throw new AssertionError("no reason to retry");
    }

    @Override
    public void signalAlreadyCommitted() {}
}
