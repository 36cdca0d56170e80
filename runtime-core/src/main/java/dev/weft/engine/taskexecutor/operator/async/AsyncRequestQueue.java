package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The pending requests of an async operator in order of their records, with the watermarks and idleness marks between
 * them. The results of one request are emitted together, and no result moves past a mark. Belongs to the thread of its
 * task.
 *
 * <p>Emitting is reentrant: a receiver of a result may run other work of this thread that adds to the queue. The inner
 * call returns at once, and the outer one emits what was added.
 */
public abstract sealed class AsyncRequestQueue permits OrderedRequestQueue, UnorderedRequestQueue {

    private final Receiver results;
    private final Receiver marks;
    private AsyncRequest first;
    private AsyncRequest last;
    private int size;
    private boolean emitting;

    AsyncRequestQueue(Receiver results, Receiver marks) {
        this.results = results;
        this.marks = marks;
    }

    /** @param ordered whether results are emitted in the order of the requests */
    public static AsyncRequestQueue of(boolean ordered, Receiver results, Receiver marks) {
        return ordered ? new OrderedRequestQueue(results, marks) : new UnorderedRequestQueue(results, marks);
    }

    /** Number of requests whose results are not emitted yet. */
    public final int size() {
        return size;
    }

    /** Adds a request. */
    public final void add(AsyncRequest request) {
        request.previous = last;
        if (last == null) {
            first = request;
        } else {
            last.next = request;
        }
        last = request;
        size++;
        enqueue(request);
    }

    /** Adds a watermark. Results of the requests before it are emitted before it. */
    public final void watermark(long timestamp) {
        marksAtEnd().watermark(timestamp);
    }

    /** Adds a change of idleness, like a watermark. */
    public final void idle(boolean idle) {
        marksAtEnd().idle(idle);
    }

    /** Emits every result and mark that can be emitted now. */
    public final void emit() {
        if (emitting) {
            return;
        }
        emitting = true;
        try {
            emitReady();
        } finally {
            emitting = false;
        }
    }

    /** Visits the requests whose results are not emitted yet, oldest first. The action must not change the queue. */
    public final void forEach(Consumer<AsyncRequest> action) {
        for (AsyncRequest one = first; one != null; one = one.next) {
            action.accept(one);
        }
    }

    /** The oldest request that is neither complete nor timed out; null when there is none. */
    public final AsyncRequest oldestWaiting() {
        AsyncRequest one = first;
        while (one != null && (one.isAnswered() || one.isLate())) {
            one = one.next;
        }
        return one;
    }

    /** Called when a request is complete. */
    public abstract void onAnswer(AsyncRequest request);

    abstract void enqueue(AsyncRequest request);

    abstract Marks marksAtEnd();

    abstract void emitReady();

    final void emit(AsyncRequest request) {
        Iterator<?> each = request.results();
        long timestamp = request.timestamp();
        while (each.hasNext()) {
            results.record(each.next(), timestamp);
        }
        unlink(request);
    }

    final void emit(Marks held) {
        held.emitTo(marks);
    }

    private void unlink(AsyncRequest request) {
        if (request.previous == null) {
            first = request.next;
        } else {
            request.previous.next = request.next;
        }
        if (request.next == null) {
            last = request.previous;
        } else {
            request.next.previous = request.previous;
        }
        request.previous = null;
        request.next = null;
        size--;
    }
}
