package dev.weft.streaming.api.operators;

import java.util.Objects;

/** Gives the operator that the program made, as it was serialized. */
public final class SimpleOperatorFactory<OUT> extends AbstractStreamOperatorFactory<OUT> {
    private static final long serialVersionUID = 1L;

    private final StreamOperator<OUT> operator;

    private SimpleOperatorFactory(StreamOperator<OUT> operator) {
        this.operator = Objects.requireNonNull(operator, "operator");
        if (operator instanceof SetupableStreamOperator<?> setupable) {
            chainingStrategy = setupable.getChainingStrategy();
        }
    }

    /** A factory that gives this operator, or rather the copy that came with the program to the task. */
    public static <OUT> SimpleOperatorFactory<OUT> of(StreamOperator<OUT> operator) {
        return new SimpleOperatorFactory<>(operator);
    }

    /** The operator. */
    public StreamOperator<OUT> getOperator() {
        return operator;
    }

    @Override
    @SuppressWarnings("unchecked") // the caller knows what the program made
    public <T extends StreamOperator<OUT>> T createStreamOperator(StreamOperatorParameters<OUT> parameters) {
        if (operator instanceof SetupableStreamOperator<?>) {
            ((SetupableStreamOperator<OUT>) operator)
                    .setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
        }
        return (T) operator;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the contract has it
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return operator.getClass();
    }
}
