package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;

/**
 * The files of the simulation that runs in this JVM, seen from the process whose step it is. Programs find file systems by a static
 * method, so this is static as well: one simulation runs at a time.
 *
 * @param process whose call it is
 */
record Mount(SimFiles files, SimProcess process, Scheduler scheduler) {

    static Mount current() {
        return MountPoint.current();
    }

    long nowMs() {
        return scheduler.clock().epochMs();
    }
}
