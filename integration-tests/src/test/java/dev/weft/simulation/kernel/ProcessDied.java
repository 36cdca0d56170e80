package dev.weft.simulation.kernel;

/** Unwinds the threads of a process that was killed. Nothing that they do meanwhile reaches anybody. */
public final class ProcessDied extends Error {

    private static final long serialVersionUID = 1L;

    public ProcessDied() {
        super("the simulated process was killed", null, false, false);
    }
}
