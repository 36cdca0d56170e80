package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.DeployRequest;
import dev.weft.client.spi.Phases;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.state.StateBackends;
import dev.weft.program.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@link ProgramExecutor} that submits every program as an application of its own to a cluster. Called on the thread
 * that calls {@code execute()}.
 */
final class ClusterExecutor implements JobSubmitter {

    /** Whether the client waits for the submitted job, and whether it cancels the job when the client exits. */
    record SubmissionMode(boolean attached, boolean cancelOnExit) {}

    /**
     * Objects that exist once per client process.
     *
     * @param jobIds identities of new jobs
     */
    record ClientParts(
            Console console,
            Phases phases,
            ClientShutdownHook exit,
            Logging logging,
            JobEndpoints endpoints,
            Supplier<JobID> jobIds) {}

    private final ClusterDescriptor cluster;
    private final List<Path> jars;
    private final List<String> classpaths;
    private final SubmissionMode mode;
    private final ClientParts parts;
    private WeftException refusal;

    /**
     * @param jars the user's jars
     * @param classpaths URLs that every process adds to them
     */
    ClusterExecutor(
            ClusterDescriptor cluster,
            List<Path> jars,
            List<String> classpaths,
            SubmissionMode mode,
            ClientParts parts) {
        this.cluster = cluster;
        this.jars = List.copyOf(jars);
        this.classpaths = List.copyOf(classpaths);
        this.mode = mode;
        this.parts = parts;
    }

    @Override
    public JobClient submit(Program program, ClassLoader userClassLoader) throws Exception {
        try {
            parts.phases().mark("execute() was called");
            Configuration settings = program.settings().configuration();
            // Said here, where the program is, rather than by a task of the cluster.
            StateBackends.check(settings);
            CheckpointSettings checkpoints = CheckpointSettings.of(settings);
            JobGraph graph = parts.phases()
                    .timed(
                            "compile the program",
                            () -> JobGraphCompiler.compile(
                                    program, parts.jobIds().get()));
            ClusterApplication application = deploy(graph, settings, checkpoints);
            parts.exit().jobSubmitted();
            parts.console()
                    .line("Job has been submitted with JobID " + graph.jobId().toHexString());
            parts.phases().log();
            if (!mode.attached()) {
                parts.console()
                        .line("The job goes on without this client; it is stopped by "
                                + ClusterJobClient.stopCommands(application, graph.jobId()));
            }
            return new ClusterJobClient(
                    graph.jobId(),
                    graph.name(),
                    application,
                    parts.endpoints().at(application.rest(), settings),
                    parts,
                    mode,
                    userClassLoader);
        } catch (WeftException e) {
            refusal = e;
            throw e;
        }
    }

    private ClusterApplication deploy(JobGraph graph, Configuration settings, CheckpointSettings checkpoints)
            throws Exception {
        JobStorage storage =
                parts.phases().timed("open the checkpoint storage", () -> JobStorage.open(checkpoints, graph.jobId()));
        try {
            return cluster.deploy(new DeployRequest(graph, settings, jars, classpaths));
        } catch (RuntimeException | Error notSubmitted) {
            storage.release();
            throw notSubmitted;
        }
    }

    @Override
    public Optional<WeftException> refusal() {
        return Optional.ofNullable(refusal);
    }
}
