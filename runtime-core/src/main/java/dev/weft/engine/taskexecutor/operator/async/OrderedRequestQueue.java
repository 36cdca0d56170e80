package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ordered mode: results are emitted in the order of the requests (head-of-line blocking). */
final class OrderedRequestQueue extends AsyncRequestQueue {

    /** Requests and marks in order. */
    private final Deque<Object> line = new ArrayDeque<>();

    OrderedRequestQueue(Receiver results, Receiver marks) {
        super(results, marks);
    }

    @Override
    void enqueue(AsyncRequest request) {
        line.add(request);
    }

    @Override
    Marks marksAtEnd() {
        if (line.peekLast() instanceof Marks held) {
            return held;
        }
        Marks fresh = new Marks();
        line.add(fresh);
        return fresh;
    }

    @Override
    public void onAnswer(AsyncRequest request) {
        // emitted when it becomes the first
    }

    @Override
    void emitReady() {
        while (!line.isEmpty()) {
            if (line.peek() instanceof AsyncRequest request) {
                if (!request.isAnswered()) {
                    return;
                }
                line.remove();
                emit(request);
            } else {
                emit((Marks) line.remove());
            }
        }
    }
}
