package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;
import java.util.ArrayDeque;
import java.util.Deque;

/** Results go on in the order of the questions. */
final class OrderedAnswers extends AnswerQueue {

    /** Questions and marks in order. */
    private final Deque<Object> line = new ArrayDeque<>();

    OrderedAnswers(Receiver results, Receiver marks) {
        super(results, marks);
    }

    @Override
    void enqueue(Question question) {
        line.add(question);
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
    public void onAnswer(Question question) {
        // it goes on when it is the first
    }

    @Override
    void emitReady() {
        while (!line.isEmpty()) {
            if (line.peek() instanceof Question question) {
                if (!question.isAnswered()) {
                    return;
                }
                line.remove();
                emit(question);
            } else {
                emit((Marks) line.remove());
            }
        }
    }
}
