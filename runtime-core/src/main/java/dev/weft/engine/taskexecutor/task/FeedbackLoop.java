package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.taskexecutor.operator.IterationHeadOperator;

/** Input loop of an iteration head without network input: all its records come back from the tail, as mails. */
final class FeedbackLoop implements InputLoop {

    private final IterationHeadOperator head;
    private final Flushing flushing;

    FeedbackLoop(IterationHeadOperator head, Flushing flushing) {
        this.head = head;
        this.flushing = flushing;
    }

    @Override
    public void run() {
        head.runWithoutInput();
        flushing.onIdle();
    }
}
