package dev.weft.engine.taskexecutor.operator.async;

import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;

/**
 * A pending request of an async operator: the input record, and its results once they have arrived. An element of a
 * doubly linked list, from the request until its results are emitted. Belongs to the thread of its task.
 */
public final class AsyncRequest {
    private final Object value;
    private final long timestamp;
    private final long deadlineMs;
    private Iterator<?> answer;
    private boolean late;
    private int tries;
    UnorderedRequestQueue.Segment segment;
    AsyncRequest previous;
    AsyncRequest next;

    /** @param deadlineMs time of the timeout; {@code Long.MAX_VALUE} for none */
    public AsyncRequest(Object value, long timestamp, long deadlineMs) {
        this.value = value;
        this.timestamp = timestamp;
        this.deadlineMs = deadlineMs;
    }

    public Object value() {
        return value;
    }

    public long timestamp() {
        return timestamp;
    }

    public long deadlineMs() {
        return deadlineMs;
    }

    public void answer(Collection<?> results) {
        answer = Objects.requireNonNull(results, "results").iterator();
    }

    public boolean isAnswered() {
        return answer != null;
    }

    Iterator<?> results() {
        return answer;
    }

    /** The request has timed out and the user's code was told. */
    public void markLate() {
        late = true;
    }

    public boolean isLate() {
        return late;
    }

    /** Counts another attempt; returns how many there are now. */
    public int nextTry() {
        return ++tries;
    }

    public int tries() {
        return tries;
    }
}
