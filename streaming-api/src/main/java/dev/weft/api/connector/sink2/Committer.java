package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.Collection;

/** Makes prepared output visible. Must bear being called twice for the same committable. */
@SuppressWarnings("try") // closing may be interrupted
public interface Committer<CommT> extends AutoCloseable {
    /**
     * Commits each request, on the task's thread. A request that is not told otherwise through its methods counts as
     * committed when the call returns. After a failure the same committables come again, so committing one twice must be
     * the same as once.
     *
     * @throws IOException fails the task; all requests are tried again after a restart from a checkpoint
     */
    void commit(Collection<CommitRequest<CommT>> committables) throws IOException, InterruptedException;

    /** One committable and its outcome. */
    interface CommitRequest<CommT> {
        /** What is to be committed. */
        CommT getCommittable();

        /** How often this committable was handed over before: 0 at the first try. */
        int getNumberOfRetries();

        /** Gives this committable up and goes on: its data is lost. The reason is logged. */
        void signalFailedWithKnownReason(Throwable t);

        /** Fails the job, so that the commit is tried again from the last checkpoint. */
        void signalFailedWithUnknownReason(Throwable t);

        /** Asks for this committable to be handed over again, after a second; after 60 tries the task fails. */
        void retryLater();

        /** As {@link #retryLater}, with something else in its place, such as what is left to do. */
        void updateAndRetryLater(CommT committable);

        /** This committable was found committed, by an earlier try whose outcome was never known. Counts as committed. */
        void signalAlreadyCommitted();
    }
}
