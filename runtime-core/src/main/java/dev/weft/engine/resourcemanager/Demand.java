package dev.weft.engine.resourcemanager;

import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;

/** Computes the number of workers to request from the cluster. Pure. */
final class Demand {

    private Demand() {}

    /**
     * Number of workers for so many slots. Jobs share workers, so only the last worker may have slots that no job
     * needs.
     */
    static int workersFor(int slots, WorkerSpec spec) {
        return (slots + spec.slots() - 1) / spec.slots();
    }

    /**
     * The demand to declare: workers that the jobs need, and idle workers that are not idle long enough to be released.
     *
     * @param needed workers for all slots that jobs require
     * @param kept registered workers that work or are kept for the next job
     */
    static int declared(int needed, int kept) {
        return Math.max(needed, kept);
    }
}
