package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.api.common.functions.RichFunction;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramNode;

/**
 * Validates at submission, as far as the program shows it, that only operators with keyed input declare keyed state.
 * What is only known when a function runs is checked by its task.
 */
final class StateDeclarations {

    private StateDeclarations() {}

    static void check(Program program) {
        program.nodes().forEach(StateDeclarations::checkKeys);
    }

    private static void checkKeys(ProgramNode node) {
        boolean keyed = node.operation().isKeyed()
                || node.inputs().stream().anyMatch(input -> input.partitioning() instanceof Partitioning.Keyed);
        if (!keyed
                && node.operation().userObject() instanceof RichFunction function
                && OpenMethod.of(function.getClass()).asksForKeyedState()) {
            throw refused("operator '" + node.name() + "' asks for keyed state in the open() of "
                    + function.getClass().getName() + " but its input is not keyed: call keyBy() before it");
        }
    }
}
