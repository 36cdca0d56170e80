package dev.weft.streaming.api.transformations;

import dev.weft.api.dag.Transformation;
import dev.weft.program.Partitioning;
import java.util.List;
import java.util.Objects;

/** The same elements, spread in another way. Becomes the partitioning of edges. */
public final class PartitionTransformation<T> extends Transformation<T> {
    private final Transformation<T> input;
    private final Partitioning partitioning;

    /** The input, spread in this way. */
    public PartitionTransformation(Transformation<T> input, Partitioning partitioning) {
        super("Partition", input.getOutputType(), input.getParallelism());
        this.input = input;
        this.partitioning = Objects.requireNonNull(partitioning, "partitioning");
    }

    /** What is spread. */
    public Transformation<T> input() {
        return input;
    }

    /** How it is spread. */
    public Partitioning partitioning() {
        return partitioning;
    }

    @Override
    public List<Transformation<?>> getInputs() {
        return List.of(input);
    }
}
