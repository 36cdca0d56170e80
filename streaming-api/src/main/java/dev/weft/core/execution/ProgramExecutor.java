package dev.weft.core.execution;

import dev.weft.program.Program;

/** Runs programs: on a cluster, in a job's master, or in this process. */
@FunctionalInterface
public interface ProgramExecutor {
    /**
     * Submits the program and returns as soon as it is accepted.
     *
     * @param program the program, complete and checked
     * @param userClassLoader loads the classes of the program's functions
     * @throws Exception when the program was not accepted; the message says why
     */
    JobClient submit(Program program, ClassLoader userClassLoader) throws Exception;
}
