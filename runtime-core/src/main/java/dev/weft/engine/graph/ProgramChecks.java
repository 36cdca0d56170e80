package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.configuration.PipelineOptions;
import dev.weft.program.Program;
import dev.weft.program.ProgramNode;

/** Validates a program before it is compiled. */
final class ProgramChecks {

    private ProgramChecks() {}

    static void check(Program program) {
        boolean generatesUids = program.settings().configuration().get(PipelineOptions.AUTO_GENERATE_UIDS);
        for (ProgramNode node : program.nodes()) {
            if (node.maxParallelism() > MaxParallelism.LIMIT) {
                throw refused("the maximum parallelism of '" + node.name() + "' is " + node.maxParallelism()
                        + ", it must be at most " + MaxParallelism.LIMIT);
            }
            if (!generatesUids && node.uid().isEmpty()) {
                throw refused("'" + node.name() + "' has no uid, and " + PipelineOptions.AUTO_GENERATE_UIDS.key()
                        + " is false; give it one by .uid(\"...\")");
            }
        }
        if (program.settings().maxParallelism() > MaxParallelism.LIMIT) {
            throw refused(PipelineOptions.MAX_PARALLELISM.key() + " is "
                    + program.settings().maxParallelism() + ", it must be at most " + MaxParallelism.LIMIT);
        }
        RecordTypes.check(program);
        StateDeclarations.check(program);
        SessionGaps.check(program);
    }
}
