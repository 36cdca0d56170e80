package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Unordered mode: results are emitted as they arrive, but not past a mark. The requests between two marks form a
 * segment; the results of a segment wait until all segments before it are emitted.
 */
final class UnorderedRequestQueue extends AsyncRequestQueue {

    /** Requests without a mark between them, and the marks after them. */
    static final class Segment {
        private final Deque<AsyncRequest> answered = new ArrayDeque<>();
        private final Marks behind = new Marks();
        private int waiting;
    }

    private final Deque<Segment> segments = new ArrayDeque<>();

    UnorderedRequestQueue(Receiver results, Receiver marks) {
        super(results, marks);
        segments.add(new Segment());
    }

    @Override
    void enqueue(AsyncRequest request) {
        Segment end = segments.getLast();
        if (!end.behind.isEmpty()) {
            end = new Segment();
            segments.add(end);
        }
        end.waiting++;
        request.segment = end;
    }

    @Override
    Marks marksAtEnd() {
        return segments.getLast().behind;
    }

    @Override
    public void onAnswer(AsyncRequest request) {
        request.segment.waiting--;
        request.segment.answered.add(request);
    }

    @Override
    void emitReady() {
        while (true) {
            Segment front = segments.getFirst();
            while (!front.answered.isEmpty()) {
                emit(front.answered.remove());
            }
            if (front.waiting > 0) {
                return;
            }
            if (segments.size() > 1) {
                segments.removeFirst();
                emit(front.behind);
            } else if (front.behind.isEmpty()) {
                return;
            } else {
                emit(front.behind);
            }
        }
    }
}
