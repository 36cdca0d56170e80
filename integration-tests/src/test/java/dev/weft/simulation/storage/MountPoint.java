package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.Scheduler;

/** Holds the file system of the running simulation. */
public final class MountPoint {

    private static volatile SimFiles files;
    private static volatile Scheduler scheduler;

    private MountPoint() {}

    public static void mount(SimFiles mounted, Scheduler of) {
        files = mounted;
        scheduler = of;
    }

    public static void unmount() {
        files = null;
        scheduler = null;
    }

    static Mount current() {
        Scheduler of = scheduler;
        if (of == null) {
            throw new IllegalStateException("no simulation runs in this JVM");
        }
        return new Mount(files, of.runningProcess(), of);
    }
}
