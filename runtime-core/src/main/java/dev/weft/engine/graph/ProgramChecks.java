package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.program.Operation;
import dev.weft.program.Program;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.environment.ExecutionCheckpointingOptions;

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
        checkIterations(program);
        RecordTypes.check(program);
        StateDeclarations.check(program);
        SessionGaps.check(program);
    }

    /** Records inside an iteration are not part of a checkpoint: who wants checkpoints all the same must say so. */
    private static void checkIterations(Program program) {
        Configuration settings = program.settings().configuration();
        boolean iterates =
                program.nodes().stream().anyMatch(node -> node.operation() instanceof Operation.IterationHead);
        if (!iterates || !settings.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
            return;
        }
        if (!settings.get(ExecutionCheckpointingOptions.FORCE_CHECKPOINTING)) {
            throw refused("the program has an iteration and takes checkpoints ("
                    + CheckpointingOptions.CHECKPOINTING_INTERVAL.key() + "), which do not hold the records inside the"
                    + " iteration: a failure would lose them; to take checkpoints all the same, use"
                    + " enableCheckpointing(interval, mode, true) or set "
                    + ExecutionCheckpointingOptions.FORCE_CHECKPOINTING.key() + " to true");
        }
        if (settings.get(CheckpointingOptions.ENABLE_UNALIGNED)
                && !settings.get(CheckpointingOptions.FORCE_UNALIGNED)) {
            throw refused("the program has an iteration and " + CheckpointingOptions.ENABLE_UNALIGNED.key()
                    + " is true; set it to false, or " + CheckpointingOptions.FORCE_UNALIGNED.key() + " to true");
        }
    }
}
