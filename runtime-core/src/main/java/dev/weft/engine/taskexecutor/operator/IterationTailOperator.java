package dev.weft.engine.taskexecutor.operator;

/** Gives its records back to the head of the iteration in the same slot. */
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
