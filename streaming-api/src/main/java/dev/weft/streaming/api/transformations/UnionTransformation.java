package dev.weft.streaming.api.transformations;

import dev.weft.api.dag.Transformation;
import java.util.List;

/** The elements of several streams of one type. Becomes several edges into one gate. */
public final class UnionTransformation<T> extends Transformation<T> {
    private final List<Transformation<T>> inputs;

    /**
     * The elements of all inputs.
     *
     * @throws UnsupportedOperationException if their types differ
     */
    public UnionTransformation(List<Transformation<T>> inputs) {
        super("Union", inputs.get(0).getOutputType(), inputs.get(0).getParallelism());
        this.inputs = List.copyOf(inputs);
        for (Transformation<T> input : inputs) {
            if (!input.getOutputType().equals(outputType)) {
                throw new UnsupportedOperationException("streams of different types cannot be united: '"
                        + inputs.get(0).getName() + "' gives " + outputType + ", '" + input.getName() + "' gives "
                        + input.getOutputType());
            }
        }
    }

    /** The inputs. */
    public List<Transformation<T>> inputs() {
        return inputs;
    }

    @Override
    public List<Transformation<?>> getInputs() {
        return List.copyOf(inputs);
    }
}
