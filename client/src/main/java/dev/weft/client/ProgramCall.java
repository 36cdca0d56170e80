package dev.weft.client;

import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.options.RunOptions;
import dev.weft.client.program.PackagedProgram;
import dev.weft.client.program.ProgramFailure;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.engine.usercode.ResolvePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of a user's {@code main}: what {@code flink run} and {@code flink info} have in common.
 *
 * @param options the command line
 * @param configuration the settings: file and command line
 */
record ProgramCall(ClientSettings settings, ClientParts parts, RunOptions options, Configuration configuration) {

    /**
     * Reads the command line and the settings.
     *
     * @param help text of the verb's help
     * @return empty when help was asked for and given
     */
    static Optional<ProgramCall> read(List<String> arguments, String help, ClientSettings settings, ClientParts parts) {
        RunOptions options = RunOptions.parse(arguments);
        options.warnings().forEach(parts.console()::warning);
        if (options.help()) {
            parts.console().line(help);
            return Optional.empty();
        }
        Configuration configuration = settings.load(options.settings(), parts.console());
        StartingPoint.qualify(configuration);
        configuration.set(PipelineOptions.CLASSPATHS, classpaths(options, configuration));
        return Optional.of(new ProgramCall(settings, parts, options, configuration));
    }

    private static List<String> classpaths(RunOptions options, Configuration configuration) {
        List<String> all = new ArrayList<>(
                configuration.getOptional(PipelineOptions.CLASSPATHS).orElse(List.of()));
        all.addAll(options.classpaths());
        return all;
    }

    /** Opens the program's jar and what goes with it. */
    PackagedProgram open() {
        return PackagedProgram.open(
                settings.program(options.jar()),
                configuration.getOptional(PipelineOptions.JARS).orElse(List.of()),
                options.entryClass(),
                configuration.get(PipelineOptions.CLASSPATHS),
                ResolvePolicy.of(configuration));
    }

    /**
     * Calls {@code main} on this thread; what it executes goes to the executor.
     *
     * @return what it threw, empty when it returned
     */
    Optional<ProgramFailure> callMain(PackagedProgram program, ProgramExecutor executor) {
        ContextEnvironment.install(
                configuration, own -> settings.review(own, parts.console()), program.classLoader(), executor);
        parts.exit().programStarts();
        try {
            program.callMain(options.programArguments());
            return Optional.empty();
        } catch (ProgramFailure e) {
            return Optional.of(e);
        } finally {
            parts.exit().programEnded();
            ContextEnvironment.uninstall();
        }
    }

    /** Tells that {@code main} returned and has executed nothing; the exit code for it. */
    int endedWithoutJob(PackagedProgram program) {
        parts.console()
                .error("main of " + program.entryClass()
                        + " has ended without a job: the program did not call execute()");
        return 1;
    }
}
