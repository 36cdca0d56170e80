package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;

/**
 * The simulated files as seen by the process whose step it is. Static, because programs find file systems by a static
 * method; therefore one simulation runs at a time per JVM.
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
