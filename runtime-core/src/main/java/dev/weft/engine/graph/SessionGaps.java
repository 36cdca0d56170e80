package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.engine.graph.functions.Constants;
import dev.weft.program.Operation;
import dev.weft.program.Program;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;

/**
 * Validates the gaps of dynamic session windows at submission, where the gap is the same for all elements: it must be
 * above zero. Gaps that depend on the elements are checked by the task.
 */
final class SessionGaps {

    private SessionGaps() {}

    static void check(Program program) {
        for (ProgramNode node : program.nodes()) {
            if (node.operation() instanceof Operation.Window window) {
                check(node, window.windowing().assigner());
            }
        }
    }

    private static void check(ProgramNode node, WindowAssigner<?, ?> assigner) {
        try {
            Alignment.dynamicGap(assigner)
                    .flatMap(gap -> Constants.returnedBy(gap, "extract", "(Ljava/lang/Object;)J"))
                    .ifPresent(gapMs -> Alignment.checkedGap(gapMs.longValue(), "a session in " + assigner));
        } catch (IllegalArgumentException e) {
            throw refused("operator '" + node.name() + "': " + e.getMessage());
        }
    }
}
