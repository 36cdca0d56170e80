package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The requests of an operator in the order in which they were asked, with the marks between them, and the results that
 * may go on. Results of one request stay together, and none moves past a mark. Belongs to the thread of its task.
 *
 * <p>Emitting may come back here, since whoever receives a result may let other work of this thread run; then the outer
 * call goes on with what the inner one has added.
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

    /** @param ordered whether results go on in the order of the requests */
    public static AsyncRequestQueue of(boolean ordered, Receiver results, Receiver marks) {
        return ordered ? new OrderedRequestQueue(results, marks) : new UnorderedRequestQueue(results, marks);
    }

    /** How many requests have not gone on. */
    public final int size() {
        return size;
    }

    /** A new request. */
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

    /** A watermark behind everything that was added; no record before it that is at or below it moves past it. */
    public final void watermark(long timestamp) {
        marksAtEnd().watermark(timestamp);
    }

    /** The stream pauses, or goes on, behind everything that was added. */
    public final void idle(boolean idle) {
        marksAtEnd().idle(idle);
    }

    /** Emits every result and mark that may go on now. */
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

    /** The requests that have not gone on, the oldest first. The action must not change the queue. */
    public final void forEach(Consumer<AsyncRequest> action) {
        for (AsyncRequest one = first; one != null; one = one.next) {
            action.accept(one);
        }
    }

    /** The oldest request that has neither an answer nor missed its deadline; null when there is none. */
    public final AsyncRequest oldestWaiting() {
        AsyncRequest one = first;
        while (one != null && (one.isAnswered() || one.isLate())) {
            one = one.next;
        }
        return one;
    }

    /** The request has an answer now. */
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
