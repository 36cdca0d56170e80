package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tracks which jobs have clients that long-poll for the result, and which results have been sent. A master uses it to
 * stay up for an attached client and to exit at once when there is none. Thread-safe.
 */
public final class ResultRequests {

    /** Maximum number of jobs tracked; beyond it the oldest are dropped. */
    private static final int CAPACITY = 1000;

    private final Clock clock;
    private final Consumer<JobID> onFetched;
    private final Map<JobID, Interest> interests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobID, Interest> eldest) {
            return size() > CAPACITY;
        }
    };

    private record Interest(long askedNs, int waiting, boolean fetched) {}

    /**
     * @param onFetched told once a job, from any thread, when its final result has been sent to a client
     */
    public ResultRequests(Clock clock, Consumer<JobID> onFetched) {
        this.clock = clock;
        this.onFetched = onFetched;
    }

    /** Whether the final result of the job has been sent to all clients that waited for it. */
    public synchronized boolean fetched(JobID job) {
        Interest interest = interests.get(job);
        return interest != null && interest.fetched();
    }

    /** Whether a client waits for the end of the job right now, or has waited for it within this time. */
    public synchronized boolean awaited(JobID job, Duration within) {
        Interest interest = interests.get(job);
        return interest != null
                && (interest.waiting() > 0 || clock.nanoTime() - interest.askedNs() <= within.toNanos());
    }

    /** A client has begun to wait for the end of the job. */
    public synchronized void onWaitBegun(JobID job) {
        update(job, 1, false);
    }

    /** A client has asked about the end of the job, and will ask again. */
    void onAsked(JobID job) {
        update(job, 0, false);
    }

    /** The client has its response, or has disconnected. */
    public synchronized void onWaitEnded(JobID job) {
        update(job, -1, false);
    }

    /** The final result of the job has been sent to a client. With others still waiting, it is not yet fetched. */
    public void onSent(JobID job) {
        boolean last;
        synchronized (this) {
            boolean before = fetched(job);
            Interest interest = interests.get(job);
            update(job, 0, interest == null || interest.waiting() == 0);
            last = !before && fetched(job);
        }
        if (last) {
            onFetched.accept(job);
        }
    }

    private synchronized void update(JobID job, int waiting, boolean fetched) {
        Interest known = interests.getOrDefault(job, new Interest(0, 0, false));
        interests.put(
                job,
                new Interest(clock.nanoTime(), Math.max(0, known.waiting() + waiting), known.fetched() || fetched));
    }
}
