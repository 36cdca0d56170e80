package dev.weft.engine.taskexecutor.operator;

/** Tail of an iteration: feeds its records back to the head in the same slot. */
final class IterationTailOperator extends Operator {

    private final Feedback feedback;

    IterationTailOperator(String name, Feedback feedback, Emitter emitter) {
        super(name, "no user code", emitter);
        this.feedback = feedback;
    }

    @Override
    public void record(Object value, long timestamp) {
        feedback.give(value, timestamp);
    }
}
