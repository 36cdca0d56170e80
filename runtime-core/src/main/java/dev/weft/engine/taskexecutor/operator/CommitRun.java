package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.connector.sink2.Committer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the committables of one checkpoint, with retries. A committer may ask to retry a committable, which is done
 * for a minute. A committable that failed with a known reason is logged and dropped; one that failed with an unknown
 * reason fails the task. Has its own committer, from the first attempt until it is closed. Belongs to the thread of its
 * task.
 */
final class CommitRun {

    /** Time between two attempts. */
    static final long RETRY_MS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(CommitRun.class);
    private static final int TRIES = 60;

    private final String sinkName;
    private final Committer<Object> committer;
    private final List<Request> open = new ArrayList<>();
    private final int committables;
    private int tries;

    CommitRun(String sinkName, Committer<Object> committer, Collection<Object> committables) {
        this.sinkName = sinkName;
        this.committer = committer;
        this.committables = committables.size();
        committables.forEach(committable -> open.add(new Request(committable)));
    }

    /** Attempts to commit everything that is not committed yet. */
    void attempt() throws Exception {
        committer.commit(List.copyOf(open));
        tries++;
        for (Request request : open) {
            request.failOnUnknown();
        }
        open.removeIf(Request::isDone);
        if (!open.isEmpty() && tries == TRIES) {
            throw new IOException(open.size() + " of " + committables + " commits still ask for a retry after " + TRIES
                    + " tries, the first one is " + open.get(0).getCommittable());
        }
        open.forEach(Request::beginRetry);
    }

    boolean isDone() {
        return open.isEmpty();
    }

    /** The committables that are not committed yet. */
    List<Object> open() {
        return open.stream().map(Request::getCommittable).toList();
    }

    /** Closes the committer. */
    void close() throws Exception {
        committer.close();
    }

    private final class Request implements Committer.CommitRequest<Object> {
        private Object committable;
        private int retries;
        private boolean retry;
        private Throwable unknown;

        Request(Object committable) {
            this.committable = committable;
        }

        boolean isDone() {
            return !retry;
        }

        void beginRetry() {
            retry = false;
            retries++;
        }

        void failOnUnknown() throws IOException {
            if (unknown != null) {
                throw new IOException("commit of " + committable + " failed: " + unknown.getMessage(), unknown);
            }
        }

        @Override
        public Object getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return retries;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            LOG.error("Sink '{}' does not retry the commit of {} any more", sinkName, committable, t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            unknown = t;
        }

        @Override
        public void retryLater() {
            retry = true;
        }

        @Override
        public void updateAndRetryLater(Object updated) {
            committable = updated;
            retry = true;
        }

        @Override
        public void signalAlreadyCommitted() {
            LOG.info("Sink '{}' had already committed {}", sinkName, committable);
        }
    }
}
