package dev.weft.program;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.connector.source.Boundedness;
import java.util.Collection;
import java.util.Optional;

/** Decides whether a program runs as STREAMING or BATCH. Pure. */
public final class ExecutionModes {
    private ExecutionModes() {}

    /**
     * AUTOMATIC is BATCH exactly when all sources are bounded.
     *
     * @throws InvalidProgramException when BATCH is asked for and a source is unbounded
     */
    public static RuntimeExecutionMode resolve(RuntimeExecutionMode asked, Collection<ProgramNode> nodes) {
        return switch (asked) {
            case STREAMING -> RuntimeExecutionMode.STREAMING;
            case AUTOMATIC ->
                firstUnbounded(nodes).isEmpty() ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING;
            case BATCH -> {
                firstUnbounded(nodes).ifPresent(node -> {
                    throw new InvalidProgramException("'" + node.name() + "' is unbounded, so the program cannot"
                            + " run in BATCH mode: use STREAMING or AUTOMATIC, or bounded sources and no iteration");
                });
                yield RuntimeExecutionMode.BATCH;
            }
        };
    }

    private static Optional<ProgramNode> firstUnbounded(Collection<ProgramNode> nodes) {
        return nodes.stream()
                .filter(node -> boundedness(node.operation()) == Boundedness.CONTINUOUS_UNBOUNDED)
                .findFirst();
    }

    private static Boundedness boundedness(Operation operation) {
        if (operation instanceof Operation.FromSource from) {
            return from.source().getBoundedness();
        }
        if (operation instanceof Operation.FromSourceFunction from) {
            return from.boundedness();
        }
        return operation instanceof Operation.IterationHead ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }
}
