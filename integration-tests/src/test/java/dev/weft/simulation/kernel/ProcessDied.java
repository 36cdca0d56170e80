package dev.weft.simulation.kernel;

/** Unwinds the threads of a killed process. What they do meanwhile has no effect outside of the process. */
public final class ProcessDied extends Error {

    private static final long serialVersionUID = 1L;

    public ProcessDied() {
        super("the simulated process was killed", null, false, false);
    }
}
