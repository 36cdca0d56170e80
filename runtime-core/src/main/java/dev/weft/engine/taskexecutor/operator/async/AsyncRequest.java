package dev.weft.engine.taskexecutor.operator.async;

import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;

/**
 * One element and the answer that it waits for. Linked with its neighbours from the moment it is asked until its results
 * have gone on. Belongs to the thread of its task.
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

    /** @param deadlineMs until when the answer should be there; {@code Long.MAX_VALUE} for ever */
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

    /** The deadline has passed and the user's code was told. */
    public void markLate() {
        late = true;
    }

    public boolean isLate() {
        return late;
    }

    /** One more try; how many there are now. */
    public int nextTry() {
        return ++tries;
    }

    public int tries() {
        return tries;
    }
}
