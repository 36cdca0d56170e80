package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.Scheduler;

/** Holds the file system and the transactions of the running simulation. */
public final class MountPoint {

    private static volatile SimFiles files;
    private static volatile SimTransactions transactions;
    private static volatile Scheduler scheduler;

    private MountPoint() {}

    public static void mount(SimFiles mounted, SimTransactions ofSinks, Scheduler of) {
        files = mounted;
        transactions = ofSinks;
        scheduler = of;
    }

    public static void unmount() {
        files = null;
        transactions = null;
        scheduler = null;
    }

    /** Where sinks commit that do not write files. */
    public static SimTransactions transactions() {
        return transactions;
    }

    static Mount current() {
        Scheduler of = scheduler;
        if (of == null) {
            throw new IllegalStateException("no simulation runs in this JVM");
        }
        return new Mount(files, of.runningProcess(), of);
    }
}
