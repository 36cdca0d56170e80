package dev.weft.simulation;

/** The kinds of faults that can be injected in the safety phase of a simulation. */
enum Fault {
    /** An executor's process is killed. */
    KILL_EXECUTOR,
    /** A connection breaks, with a part of what was under way delivered. */
    RESET_CONNECTION,
    /** Nothing gets from one host to another for a while; the other direction works. */
    CUT_ONE_WAY,
    /** A process stands still for a while, then goes on as if nothing had been. */
    FREEZE_EXECUTOR,
    /** The ResourceManager of YARN restarts. */
    RESTART_YARN,
    /** The user's functions throw, for a while. */
    USER_FAILURE,
    /** Calls to the file system fail, before or after they were carried out, for a while. */
    FILE_FAILURE
}
