package dev.weft.engine.local;

import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.Machine;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.program.Program;
import java.util.List;

/**
 * Runs each program on a cluster of its own that has one executor with all the slots the program needs, so that no record
 * is serialized between tasks. The cluster ends with the program.
 */
final class LocalProgramExecutor implements ProgramExecutor {

    private static final ResolvePolicy AS_THE_PROCESS = new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of());

    @Override
    public JobClient submit(Program program, ClassLoader userClassLoader) {
        StateBackends.check(program.settings().configuration());
        CheckpointSettings.of(program.settings().configuration());
        JobGraph graph = JobGraphCompiler.compile(program, Machine.system().newJobId());
        int slots = new JobSubmission(graph, List.of()).slotsNeeded();
        LocalCluster cluster = LocalCluster.start(
                LocalClusterSettings.ofSlots(slots),
                (name, entries) -> UserClassLoader.open(name, entries, AS_THE_PROCESS, userClassLoader));
        return LocalJobClient.run(graph, cluster, userClassLoader);
    }
}
