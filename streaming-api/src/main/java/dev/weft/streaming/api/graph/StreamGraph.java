package dev.weft.streaming.api.graph;

import dev.weft.program.Program;
import java.util.Objects;

/** A translated program that an environment can execute; its name can still be changed. */
public final class StreamGraph {
    private Program program;

    /** The graph of a program. */
    public StreamGraph(Program program) {
        this.program = Objects.requireNonNull(program, "program");
    }

    /** The program. */
    public Program program() {
        return program;
    }

    /** The name under which the job runs. */
    public String getJobName() {
        return program.name();
    }

    /** Changes the name under which the job runs. */
    public void setJobName(String jobName) {
        program = new Program(jobName, program.settings(), program.nodes());
    }
}
