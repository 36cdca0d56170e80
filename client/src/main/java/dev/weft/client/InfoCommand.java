package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.options.RunOptions;
import dev.weft.client.program.PackagedProgram;
import dev.weft.client.program.ProgramFailure;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.graph.JobPlan;
import dev.weft.engine.usercode.ResolvePolicy;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** {@code flink info}: prints the plan of the program's first job as JSON, without contacting a cluster. */
final class InfoCommand {

    /**
     * Thrown to end the user's {@code main} at its first {@code execute()}; an {@code Error}, so that handlers of
     * exceptions in the program do not catch it.
     */
    private static final class PlanTaken extends Error {
        private final String json;

        PlanTaken(String json) {
            super("the plan was taken", null, false, false);
            this.json = json;
        }
    }

    private final ClientSettings settings;
    private final ClientParts parts;

    InfoCommand(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    int run(List<String> arguments) {
        RunOptions options = RunOptions.parse(arguments);
        options.warnings().forEach(parts.console()::warning);
        if (options.help()) {
            parts.console().line(Help.info());
            return 0;
        }
        Configuration configuration = settings.load(options.settings(), parts.console());
        parts.logging().await();
        try (PackagedProgram program = PackagedProgram.open(
                settings.program(options.jar()),
                configuration.getOptional(PipelineOptions.JARS).orElse(List.of()),
                options.entryClass(),
                options.classpaths(),
                ResolvePolicy.of(configuration))) {
            return show(program, options, configuration);
        }
    }

    private int show(PackagedProgram program, RunOptions options, Configuration configuration) {
        Consumer<Configuration> review = own -> settings.review(own, parts.console());
        ContextEnvironment.install(configuration, review, program.classLoader(), (submitted, userClasses) -> {
            throw new PlanTaken(JobPlan.of(JobGraphCompiler.compile(submitted, JobID.generate()))
                    .json()
                    .text());
        });
        // Standard output is for the plan alone; whatever the program prints goes to standard error.
        PrintStream before = System.out;
        System.setOut(parts.console().err());
        parts.exit().programStarts();
        try {
            program.callMain(options.programArguments());
        } catch (ProgramFailure e) {
            return failed(e);
        } finally {
            parts.exit().programEnded();
            System.setOut(before);
            ContextEnvironment.uninstall();
        }
        parts.console()
                .error("main of " + program.entryClass()
                        + " has ended without a job: the program did not call execute()");
        return 1;
    }

    private int failed(ProgramFailure failure) {
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof PlanTaken plan) {
                parts.console().line(plan.json);
                return 0;
            }
            if (t instanceof WeftException refused) {
                Failures.log(refused);
                parts.console().error(refused.getMessage());
                return 1;
            }
        }
        Failures.show(failure, "", parts.console());
        return 1;
    }
}
