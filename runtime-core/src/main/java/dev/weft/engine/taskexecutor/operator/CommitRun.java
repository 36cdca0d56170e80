package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.SupportsCommitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what a writer has prepared. Requests that ask for it are tried again, for a minute; a request that failed with
 * a reason the committer knows is given up with a log line, one that failed otherwise fails the task.
 */
final class CommitRun {

    private static final Logger LOG = LoggerFactory.getLogger(CommitRun.class);
    private static final int TRIES = 60;
    private static final long RETRY_MS = 1000;

    private final String sinkName;
    private final SupportsCommitter<Object> sink;
    private final SinkContext context;

    CommitRun(String sinkName, SupportsCommitter<Object> sink, SinkContext context) {
        this.sinkName = sinkName;
        this.sink = sink;
        this.context = context;
    }

    void commit(Collection<Object> committables) throws Exception {
        Committer<Object> committer = sink.createCommitter(context);
        try {
            commit(committer, committables);
        } finally {
            committer.close();
        }
    }

    private void commit(Committer<Object> committer, Collection<Object> committables) throws Exception {
        List<Request> pending = new ArrayList<>();
        committables.forEach(committable -> pending.add(new Request(committable)));
        for (int attempt = 1; !pending.isEmpty(); attempt++) {
            committer.commit(List.copyOf(pending));
            for (Request request : pending) {
                request.failOnUnknown();
            }
            pending.removeIf(Request::isDone);
            if (pending.isEmpty()) {
                return;
            }
            if (attempt == TRIES) {
                throw new IOException(
                        pending.size() + " of " + committables.size() + " commits still ask for a retry after " + TRIES
                                + " tries, the first one is " + pending.get(0).getCommittable());
            }
            pending.forEach(Request::beginRetry);
            ProcessingTimeService time = context.getProcessingTimeService();
            context.task().await(() -> false, time.getCurrentProcessingTime() + RETRY_MS);
        }
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
            LOG.error("Sink '{}' gives up committing {}", sinkName, committable, t);
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
