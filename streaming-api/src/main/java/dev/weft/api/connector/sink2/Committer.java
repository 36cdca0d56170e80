package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.Collection;

/** Makes prepared output visible. Must bear being called twice for the same committable. */
@SuppressWarnings("try") // closing may be interrupted
public interface Committer<CommT> extends AutoCloseable {
    /** Commits each request; one that is not told otherwise through its methods counts as committed. */
    void commit(Collection<CommitRequest<CommT>> committables) throws IOException, InterruptedException;

    /** One committable and its outcome. */
    interface CommitRequest<CommT> {
        CommT getCommittable();

        /** 0 at the first try. */
        int getNumberOfRetries();

        /** Gives this committable up and goes on. */
        void signalFailedWithKnownReason(Throwable t);

        /** Fails the job. */
        void signalFailedWithUnknownReason(Throwable t);

        void retryLater();

        void updateAndRetryLater(CommT committable);

        void signalAlreadyCommitted();
    }
}
