package dev.weft.streaming.api.transformations;

import dev.weft.api.dag.Transformation;
import dev.weft.util.OutputTag;
import java.util.List;

/** A side output of an operator. Becomes the tag of edges. */
public final class SideOutputTransformation<T> extends Transformation<T> {
    private final Transformation<?> input;
    private final OutputTag<T> tag;

    /** What the input emits to this tag. */
    public SideOutputTransformation(Transformation<?> input, OutputTag<T> tag) {
        super("SideOutput", tag.getTypeInfo(), input.getParallelism());
        this.input = input;
        this.tag = tag;
    }

    /** The operator with the side output. */
    public Transformation<?> input() {
        return input;
    }

    /** The tag of the side output. */
    public OutputTag<T> tag() {
        return tag;
    }

    @Override
    public List<Transformation<?>> getInputs() {
        return List.of(input);
    }
}
