package dev.weft.simulation;

/** The kinds of faults that can be injected in the safety phase of a simulation. */
enum Fault {
    /** An executor's process is killed. */
    KILL_EXECUTOR,
    /** A connection breaks, with a part of what was under way delivered. */
    RESET_CONNECTION,
    /** Nothing gets from one host to another for a while; the other direction works. */
    CUT_ONE_WAY,
    /** Nothing that a host sends gets anywhere for a while, and it still receives. */
    MUTE_HOST,
    /** Nothing that is sent to a host arrives for a while, and what it sends still does. */
    DEAF_HOST,
    /** An executor stands still for a while, perhaps for longer than its lease, then goes on as if nothing had been. */
    FREEZE_EXECUTOR,
    /** The master does. */
    FREEZE_MASTER,
    /** The wall clock of an executor is set, forward or back, by up to a few hours. */
    SET_CLOCK,
    /** The ResourceManager of YARN restarts. */
    RESTART_YARN,
    /** The user's functions throw, for a while. */
    USER_FAILURE,
    /** Calls to the file system fail, before or after they were carried out, for a while. */
    FILE_FAILURE,
    /** What is written fills the disk, for a while: a part of it gets there, then the call fails. */
    DISK_FULL,
    /** All files on an executor's own disk are damaged, or are gone. */
    DAMAGE_DISK,
    /** Calls to the file system take seconds, for a while. */
    SLOW_FILES,
    /** Calls of sinks to prepare or commit a transaction fail, before or after they were carried out, for a while. */
    TRANSACTION_FAILURE,
    /** Such calls take seconds, for a while. */
    SLOW_TRANSACTIONS,
    /** An executor's process is killed in such a call, before or after it was carried out. */
    CRASH_IN_TRANSACTION,
    /** No call to the file system is answered for minutes, and one of the master's for checkpoints for far longer. */
    STALL_FILES
}
