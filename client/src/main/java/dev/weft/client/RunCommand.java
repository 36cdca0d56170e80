package dev.weft.client;

import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.ClusterExecutor.SubmissionMode;
import dev.weft.client.program.PackagedProgram;
import dev.weft.client.program.ProgramFailure;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.client.spi.ClusterProvider.Purpose;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.SubmissionOptions;
import dev.weft.engine.local.LocalProgramExecutor;
import dev.weft.runtime.client.JobExecutionException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code flink run}: connects to the cluster in the background, runs the user's {@code main} here, and submits what it
 * executes. Ends with 0 when {@code main} returns, whatever became of jobs that it waited for, and with 1 when it throws, has
 * no job, or leaves a job of this process behind that fails.
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
        return ProgramCall.read(arguments, Help.run(), settings, parts)
                .map(this::run)
                .orElse(0);
    }

    private int run(ProgramCall call) {
        parts.phases().mark("settings read");
        String target = target(call.configuration());
        parts.logging().await();
        parts.phases().mark("logging ready");
        try {
            return target.equals(LOCAL) ? runLocally(call) : runOn(target, call);
        } finally {
            parts.phases().mark("done");
            parts.phases().log();
        }
    }

    private static String target(Configuration configuration) {
        return configuration
                .getOptional(SubmissionOptions.TARGET)
                .orElseThrow(() -> new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "it is not said where to run: add -m yarn-cluster (or -t yarn-per-job, -t local), or set"
                                + " execution.target in conf/flink-conf.yaml"));
    }

    private int runOn(String target, ProgramCall call) {
        ClusterProvider provider = provider(target);
        Configuration configuration = call.configuration();
        SubmissionMode mode = new SubmissionMode(
                configuration.get(SubmissionOptions.ATTACHED),
                configuration.get(SubmissionOptions.SHUTDOWN_ON_ATTACHED_EXIT));
        try (ClusterDescriptor cluster = provider.connect(settings.context(configuration, parts), Purpose.SUBMIT)) {
            parts.exit().connected(cluster);
            StartingPoint.check(configuration);
            try (PackagedProgram program = call.open()) {
                ClusterExecutor executor = new ClusterExecutor(
                        cluster, program.jars(), configuration.get(PipelineOptions.CLASSPATHS), mode, parts);
                return callMain(call, program, executor);
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

    /** Runs the program's jobs in this process. */
    private int runLocally(ProgramCall call) {
        StartingPoint.check(call.configuration());
        try (PackagedProgram program = call.open()) {
            LocalExecutor executor = new LocalExecutor(new LocalProgramExecutor(parts.console()::note), parts.exit());
            int code = callMain(call, program, executor);
            return code == 0 && !executor.await(parts.console()) ? 1 : code;
        }
    }

    private int callMain(ProgramCall call, PackagedProgram program, JobSubmitter executor) {
        parts.phases().mark("main begins");
        Optional<ProgramFailure> failure = call.callMain(program, executor);
        if (failure.isPresent()) {
            return failed(failure.get(), executor);
        }
        return parts.exit().hasSubmitted() ? 0 : call.endedWithoutJob(program);
    }

    /**
     * Prints why the program failed: the refusal of the cluster or the failure of the job if there was one, else the
     * user's own exception.
     */
    private int failed(ProgramFailure failure, JobSubmitter executor) {
        Optional<WeftException> refusal = executor.refusal();
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof JobExecutionException job) {
                Failures.show(job, parts.console());
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
