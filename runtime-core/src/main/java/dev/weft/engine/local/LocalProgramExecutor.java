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
import java.util.function.Consumer;

/**
 * Runs each program on a cluster of its own that has one executor with all the slots the program needs, so that no record
 * is serialized between tasks. The cluster ends with the program.
 */
public final class LocalProgramExecutor implements ProgramExecutor {

    private static final ResolvePolicy AS_THE_PROCESS = new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of());

    private final Consumer<String> restarts;

    /**
     * @param restarts gets one line for people whenever tasks are restarted after a failure; called on a loop, like a log
     */
    public LocalProgramExecutor(Consumer<String> restarts) {
        this.restarts = restarts;
    }

    @Override
    public JobClient submit(Program program, ClassLoader userClassLoader) {
        StateBackends.check(program.settings().configuration());
        CheckpointSettings.of(program.settings().configuration());
        JobGraph graph = JobGraphCompiler.compile(program, Machine.system().newJobId());
        int slots = new JobSubmission(graph, List.of()).slotsNeeded();
        LocalCluster cluster = LocalCluster.start(
                LocalClusterSettings.ofSlots(slots),
                (name, entries) -> UserClassLoader.open(name, entries, AS_THE_PROCESS, userClassLoader),
                restarts);
        return LocalJobClient.run(graph, cluster, userClassLoader);
    }
}
