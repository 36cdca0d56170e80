package dev.weft.program;

import dev.weft.util.OutputTag;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * An edge of the program graph: the output of an earlier node that is read, and its partitioning.
 *
 * @param nodeId the node that is read from
 * @param gate 0, or 1 for the second of two connected streams; several inputs of one gate are a union
 * @param sideOutput the side output that is read, or empty for the main output
 */
public record ProgramInput(int nodeId, int gate, Optional<OutputTag<?>> sideOutput, Partitioning partitioning)
        implements Serializable {
    public ProgramInput {
        Objects.requireNonNull(sideOutput, "sideOutput");
        Objects.requireNonNull(partitioning, "partitioning");
        if (gate != 0 && gate != 1) {
            throw new IllegalArgumentException(
                    "gate " + gate + " of the input from node " + nodeId + " is neither 0 nor 1");
        }
    }

    private Object writeReplace() {
        return new Written(nodeId, gate, sideOutput.orElse(null), partitioning);
    }

    /** The written form: an absent tag as null. */
    private record Written(int nodeId, int gate, OutputTag<?> sideOutput, Partitioning partitioning)
            implements Serializable {
        private Object readResolve() {
            return new ProgramInput(nodeId, gate, Optional.ofNullable(sideOutput), partitioning);
        }
    }
}
