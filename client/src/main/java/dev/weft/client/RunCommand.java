package dev.weft.client;

import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.ClusterExecutor.SubmissionMode;
import dev.weft.client.options.RunOptions;
import dev.weft.client.program.PackagedProgram;
import dev.weft.client.program.ProgramFailure;
import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.client.spi.ClusterProvider.Purpose;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.core.execution.spi.ProgramExecutorProvider;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.SubmissionOptions;
import dev.weft.engine.usercode.ResolvePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * {@code flink run}: connects to the cluster in the background, runs the user's {@code main} here, and submits what it
 * executes.
 */
final class RunCommand {

    private static final String LOCAL = "local";

    private final ClientSettings settings;
    private final ClientParts parts;

    RunCommand(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    int run(List<String> arguments) {
        RunOptions options = RunOptions.parse(arguments);
        options.warnings().forEach(parts.console()::warning);
        if (options.help()) {
            parts.console().line(Help.run());
            return 0;
        }
        Configuration configuration = settings.load(options.settings(), parts.console());
        configuration.set(PipelineOptions.CLASSPATHS, classpaths(options, configuration));
        parts.phases().mark("settings read");
        String target = target(configuration);
        parts.logging().await();
        parts.phases().mark("logging ready");
        try {
            return target.equals(LOCAL) ? runLocally(options, configuration) : runOn(target, options, configuration);
        } finally {
            parts.phases().mark("done");
            parts.phases().log();
        }
    }

    private static List<String> classpaths(RunOptions options, Configuration configuration) {
        List<String> all = new ArrayList<>(
                configuration.getOptional(PipelineOptions.CLASSPATHS).orElse(List.of()));
        all.addAll(options.classpaths());
        return all;
    }

    private static String target(Configuration configuration) {
        return configuration
                .getOptional(SubmissionOptions.TARGET)
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "it is not said where to run: add -m yarn-cluster (or -t yarn-per-job, -t local), or set"
                                + " execution.target in conf/flink-conf.yaml"));
    }

    private int runOn(String target, RunOptions options, Configuration configuration) {
        ClusterProvider provider = provider(target);
        SubmissionMode mode = new SubmissionMode(
                configuration.get(SubmissionOptions.ATTACHED),
                configuration.get(SubmissionOptions.SHUTDOWN_ON_ATTACHED_EXIT));
        try (ClusterDescriptor cluster = provider.connect(context(configuration), Purpose.SUBMIT)) {
            parts.exit().connected(cluster);
            try (PackagedProgram program = open(options, configuration)) {
                ClusterExecutor executor = new ClusterExecutor(
                        cluster, program.jars(), configuration.get(PipelineOptions.CLASSPATHS), mode, parts);
                return callMain(program, options, configuration, executor);
            }
        }
    }

    private ClusterProvider provider(String target) {
        TreeSet<String> known = new TreeSet<>(List.of(LOCAL));
        for (ClusterProvider provider : settings.providers()) {
            if (provider.targets().contains(target)) {
                return provider;
            }
            known.addAll(provider.targets());
        }
        throw new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "target '" + target + "' (-t, -m, execution.target) is not supported in this release; there are: "
                        + String.join(", ", known));
    }

    private ClientContext context(Configuration configuration) {
        return new ClientContext(
                configuration,
                settings.environment(),
                settings.home(),
                settings.confDirectory(),
                parts.console(),
                parts.phases());
    }

    /** Runs the program's jobs in this process. */
    private int runLocally(RunOptions options, Configuration configuration) {
        ProgramExecutor local = ServiceLoader.load(ProgramExecutorProvider.class)
                .findFirst()
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION, "target 'local' is not installed; run with -m yarn-cluster"))
                .create(configuration);
        try (PackagedProgram program = open(options, configuration)) {
            InProcess executor = new InProcess(local, parts.exit());
            int code = callMain(program, options, configuration, executor);
            return code == 0 && !executor.await(parts.console()) ? 1 : code;
        }
    }

    private PackagedProgram open(RunOptions options, Configuration configuration) {
        return PackagedProgram.open(
                settings.program(options.jar()),
                configuration.getOptional(PipelineOptions.JARS).orElse(List.of()),
                options.entryClass(),
                configuration.get(PipelineOptions.CLASSPATHS),
                ResolvePolicy.of(configuration));
    }

    private int callMain(
            PackagedProgram program, RunOptions options, Configuration configuration, ProgramExecutor executor) {
        ContextEnvironment.install(
                configuration, own -> settings.review(own, parts.console()), program.classLoader(), executor);
        parts.exit().programStarts();
        parts.phases().mark("main begins");
        try {
            program.callMain(options.programArguments());
        } catch (ProgramFailure e) {
            return failed(e, executor);
        } finally {
            parts.exit().programEnded();
            ContextEnvironment.uninstall();
        }
        if (!parts.exit().hasSubmitted()) {
            parts.console()
                    .error("main of " + program.entryClass()
                            + " has ended without a job: the program did not call execute()");
            return 1;
        }
        return 0;
    }

    /**
     * Prints why the program failed: the refusal of the cluster or the failure of the job if there was one, else the
     * user's own exception.
     */
    private int failed(ProgramFailure failure, ProgramExecutor executor) {
        Optional<WeftException> refusal =
                executor instanceof ClusterExecutor cluster ? cluster.refusal() : Optional.empty();
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof JobFailedException job) {
                if (job.trace().strip().contains("\n")) {
                    parts.console().trace(job.trace());
                }
                parts.console().error(job.getMessage());
                return 1;
            }
            if (refusal.isPresent() && refusal.get() == t) {
                Failures.log(refusal.get());
                parts.console().error(refusal.get().getMessage());
                return 1;
            }
        }
        String rest = parts.exit().hasSubmitted() ? "" : "; nothing was submitted";
        Failures.show(failure, rest, parts.console());
        return 1;
    }
}
