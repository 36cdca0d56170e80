package dev.weft.streaming.api.transformations;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.dag.Transformation;
import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import java.util.List;
import java.util.Objects;

/** An operator with its inputs: becomes a node. */
public final class OperatorTransformation<T> extends Transformation<T> {
    /** An input and the gate that it comes in by. */
    public record Input(Transformation<?> from, int gate) {}

    private final Operation operation;
    private final List<Input> inputs;
    private final boolean parallelizable;
    private Chaining chaining = Chaining.ALWAYS;

    private OperatorTransformation(
            String name,
            TypeInformation<T> outputType,
            InvalidTypesException missingType,
            Operation operation,
            List<Input> inputs,
            boolean parallelizable) {
        super(name, outputType, missingType, parallelizable ? ExecutionConfig.PARALLELISM_DEFAULT : 1);
        this.operation = Objects.requireNonNull(operation, "operation");
        this.inputs = List.copyOf(inputs);
        this.parallelizable = parallelizable;
    }

    /** A source; one that is not parallelizable stays at parallelism 1. */
    public static <T> OperatorTransformation<T> source(
            String name, OutputType<T> type, Operation operation, boolean parallelizable) {
        return new OperatorTransformation<>(name, type.known(), type.missing(), operation, List.of(), parallelizable);
    }

    /** An operator over one input. */
    public static <T> OperatorTransformation<T> oneInput(
            Transformation<?> input, String name, OutputType<T> type, Operation operation) {
        return new OperatorTransformation<>(
                name, type.known(), type.missing(), operation, List.of(new Input(input, 0)), true);
    }

    /** An operator over one input that can run as one instance only. */
    public static <T> OperatorTransformation<T> oneInstance(
            Transformation<?> input, String name, OutputType<T> type, Operation operation) {
        OperatorTransformation<T> operator = new OperatorTransformation<>(
                name, type.known(), type.missing(), operation, List.of(new Input(input, 0)), false);
        operator.setMaxParallelism(1);
        return operator;
    }

    /** An operator over two connected inputs. */
    public static <T> OperatorTransformation<T> twoInputs(
            Transformation<?> first, Transformation<?> second, String name, OutputType<T> type, Operation operation) {
        return new OperatorTransformation<>(
                name,
                type.known(),
                type.missing(),
                operation,
                List.of(new Input(first, 0), new Input(second, 1)),
                true);
    }

    /** What the operator does. */
    public Operation operation() {
        return operation;
    }

    /** What it reads from, in order. */
    public List<Input> inputs() {
        return inputs;
    }

    /** Whether it may share a task with its neighbours. */
    public Chaining chaining() {
        return chaining;
    }

    /** Sets whether it may share a task with its neighbours. */
    public void chaining(Chaining newChaining) {
        this.chaining = Objects.requireNonNull(newChaining, "newChaining");
    }

    /** Whether the operator may run as several instances. */
    public boolean parallelizable() {
        return parallelizable;
    }

    @Override
    public void setParallelism(int parallelism) {
        if (!parallelizable && parallelism != 1) {
            throw new IllegalArgumentException(
                    "the parallelism of '" + name + "' is " + parallelism + ", but it can run as one instance only");
        }
        super.setParallelism(parallelism);
    }

    @Override
    public List<Transformation<?>> getInputs() {
        return inputs.stream().<Transformation<?>>map(Input::from).toList();
    }
}
