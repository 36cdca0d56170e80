package dev.weft.program;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.io.Serializable;
import java.util.Objects;

/** What is stored of the elements of a window. With an evictor every element is stored as well. */
public sealed interface WindowContents extends Serializable {
    /** Every element. */
    record Elements() implements WindowContents {}

    /** The elements, reduced to one. */
    record Reduced(ReduceFunction<?> function) implements WindowContents {
        public Reduced {
            Objects.requireNonNull(function, "function");
        }
    }

    /** An accumulator; the window's function sees its result. */
    record Aggregated(AggregateFunction<?, ?, ?> function, TypeInformation<?> accumulatorType)
            implements WindowContents {
        public Aggregated {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(accumulatorType, "accumulatorType");
        }
    }
}
