package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The questions of an operator in the order in which they were asked, with the marks between them, and the results that
 * may go on. Results of one question stay together, and none moves past a mark. Belongs to the thread of its task.
 *
 * <p>Emitting may come back here, since whoever receives a result may let other work of this thread run; then the outer
 * call goes on with what the inner one has added.
 */
public abstract sealed class AnswerQueue permits OrderedAnswers, UnorderedAnswers {

    private final Receiver results;
    private final Receiver marks;
    private Question first;
    private Question last;
    private int size;
    private boolean emitting;

    AnswerQueue(Receiver results, Receiver marks) {
        this.results = results;
        this.marks = marks;
    }

    /** @param ordered whether results go on in the order of the questions */
    public static AnswerQueue of(boolean ordered, Receiver results, Receiver marks) {
        return ordered ? new OrderedAnswers(results, marks) : new UnorderedAnswers(results, marks);
    }

    /** How many questions have not gone on. */
    public final int size() {
        return size;
    }

    /** A new question. */
    public final void add(Question question) {
        question.previous = last;
        if (last == null) {
            first = question;
        } else {
            last.next = question;
        }
        last = question;
        size++;
        enqueue(question);
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

    /** The questions that have not gone on, the oldest first. The action must not change the queue. */
    public final void forEach(Consumer<Question> action) {
        for (Question one = first; one != null; one = one.next) {
            action.accept(one);
        }
    }

    /** The oldest question that has neither an answer nor missed its deadline; null when there is none. */
    public final Question oldestWaiting() {
        Question one = first;
        while (one != null && (one.isAnswered() || one.isLate())) {
            one = one.next;
        }
        return one;
    }

    /** The question has an answer now. */
    public abstract void onAnswer(Question question);

    abstract void enqueue(Question question);

    abstract Marks marksAtEnd();

    abstract void emitReady();

    final void emit(Question question) {
        Iterator<?> each = question.results();
        long timestamp = question.timestamp();
        while (each.hasNext()) {
            results.record(each.next(), timestamp);
        }
        unlink(question);
    }

    final void emit(Marks held) {
        held.emitTo(marks);
    }

    private void unlink(Question question) {
        if (question.previous == null) {
            first = question.next;
        } else {
            question.previous.next = question.next;
        }
        if (question.next == null) {
            last = question.previous;
        } else {
            question.next.previous = question.previous;
        }
        question.previous = null;
        question.next = null;
        size--;
    }
}
