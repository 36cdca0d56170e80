package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.taskexecutor.operator.IterationHeadOperator;

/** Runs an iteration whose head reads nothing but what comes back: all its records come as mails. */
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
