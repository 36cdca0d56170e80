package dev.weft.streaming.api.graph;

import dev.weft.program.Program;
import java.util.Objects;

/** A translated program that an environment can execute; its name can still be changed. */
public final class StreamGraph {
    private Program program;

    public StreamGraph(Program program) {
        this.program = Objects.requireNonNull(program, "program");
    }

    public Program program() {
        return program;
    }

    public String getJobName() {
        return program.name();
    }

    public void setJobName(String jobName) {
        program = new Program(jobName, program.settings(), program.nodes());
    }
}
