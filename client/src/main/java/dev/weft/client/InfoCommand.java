package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.program.PackagedProgram;
import dev.weft.client.program.ProgramFailure;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.graph.JobPlan;
import dev.weft.program.Program;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code flink info}: prints the plan of the program's first job as JSON, without contacting a cluster. */
final class InfoCommand {

    /** Shown as the id of a plan: there is no job. */
    private static final JobID NO_JOB = new JobID(0, 0);

    private final ClientSettings settings;
    private final ClientParts parts;

    InfoCommand(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    int run(List<String> arguments) {
        Optional<ProgramCall> call = ProgramCall.read(arguments, Help.info(), settings, parts);
        if (call.isEmpty()) {
            return 0;
        }
        parts.logging().await();
        try (PackagedProgram program = call.get().open()) {
            return show(call.get(), program);
        }
    }

    private int show(ProgramCall call, PackagedProgram program) {
        PlanOnly executor = new PlanOnly();
        // Standard output is for the plan alone; whatever the program prints goes to standard error.
        PrintStream before = System.out;
        System.setOut(parts.console().err());
        Optional<ProgramFailure> failure;
        try {
            failure = call.callMain(program, executor);
        } finally {
            System.setOut(before);
        }
        if (executor.plan().isPresent()) {
            parts.console().line(executor.plan().get());
            return 0;
        }
        return failure.map(this::failed).orElseGet(() -> call.endedWithoutJob(program));
    }

    private int failed(ProgramFailure failure) {
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof WeftException refused) {
                Failures.log(refused);
                parts.console().error(refused.getMessage());
                return 1;
            }
        }
        Failures.show(failure, "", parts.console());
        return 1;
    }

    /** {@link ProgramExecutor} that plans the first job and runs none. */
    private static final class PlanOnly implements ProgramExecutor {

        /** Ends the user's {@code main}; an {@code Error}, so that handlers of exceptions in the program do not catch it. */
        private static final class Planned extends Error {
            private static final long serialVersionUID = 1L;

            Planned() {
                super("the plan is known", null, false, false);
            }
        }

        private String plan;

        @Override
        public JobClient submit(Program program, ClassLoader userClassLoader) {
            if (plan == null) {
                plan = JobPlan.of(JobGraphCompiler.compile(program, NO_JOB))
                        .json()
                        .text();
            }
            throw new Planned();
        }

        Optional<String> plan() {
            return Optional.ofNullable(plan);
        }
    }
}
